"""What a manifest's ``permissions`` may say: a word, a colon, and what it is for.

Words       *scope* ``kv:8``, ``docs:16``, ``blob:64`` (MiB that may be kept), ``schedule:300`` (seconds
            between two runs at least), ``secret:api_key`` (the host may use that secret for the plugin),
            ``event:on:rights.right_redeemed.v1`` (is told of an event of the house)
Invariant   a scope of another form is refused; of each word with a size there is one at most
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MIB_MAX, EVERY_S_MIN, EVERY_S_MAX = 1024, 60, 86_400
_SIZED = ("kv", "docs", "blob", "schedule")
_SECRET = re.compile(r"secret:([a-z][a-z0-9_]{0,39})")
_EVENT = re.compile(r"event:on:([a-z]+\.[a-z_]+\.v[1-9])")
_NUMBER = re.compile(r"([a-z]+):([1-9][0-9]{0,5})")


class UnfitScope(ValueError):  # noqa: N818 - named for what the scope is
    """A permission that has none of the forms, or a size beyond its bounds."""


@dataclass(frozen=True)
class Scopes:
    """Permissions read. Sizes are MiB, 0 where nothing may be kept; ``every_s`` is None without schedules."""

    kv_mib: int = 0
    docs_mib: int = 0
    blob_mib: int = 0
    every_s: int | None = None
    secrets: frozenset[str] = frozenset()
    events: frozenset[str] = field(default_factory=frozenset)


def read_scopes(permissions: Iterable[str]) -> Scopes:
    """Read a manifest's permissions.

    Raises:
        UnfitScope: one has none of the forms, stands twice, or is beyond its bounds.
    """
    sizes: dict[str, int] = {}
    secrets: set[str] = set()
    events: set[str] = set()
    for one in permissions:
        if found := _SECRET.fullmatch(one):
            secrets.add(found[1])
        elif found := _EVENT.fullmatch(one):
            events.add(found[1])
        elif (found := _NUMBER.fullmatch(one)) and found[1] in _SIZED and found[1] not in sizes:
            sizes[found[1]] = _bounded(found[1], int(found[2]))
        else:
            raise UnfitScope(f"no permission that is known, or a second one of its kind: {one}")
    return Scopes(
        kv_mib=sizes.get("kv", 0),
        docs_mib=sizes.get("docs", 0),
        blob_mib=sizes.get("blob", 0),
        every_s=sizes.get("schedule"),
        secrets=frozenset(secrets),
        events=frozenset(events),
    )


def _bounded(word: str, size: int) -> int:
    least, most = (EVERY_S_MIN, EVERY_S_MAX) if word == "schedule" else (1, MIB_MAX)
    if not least <= size <= most:
        raise UnfitScope(f"{word} is between {least} and {most}: {word}:{size}")
    return size
