"""``user.enter``: the client enters the page."""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

USER_ENTER = Trigger(name="user.enter", schema=schema("triggers/user.enter.v1"))


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return USER_ENTER
