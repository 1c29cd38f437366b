"""The address that a client sends to a friend."""

from urllib.parse import quote

from largesse.kernel.settings import settings


def link_with(activity: str, name: str, code: str) -> str:
    """Give the address of an activity's page, named by link name or id, with a code under a name."""
    return f"{settings().base_url}/a/{quote(activity, safe='')}?{name}={code}"
