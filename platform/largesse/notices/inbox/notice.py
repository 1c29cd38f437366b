"""What a notice is, what of it rooms above decide, and how its words are put together.

Words       a *port* asks the room that told it whether what it says still holds
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.copy import said, text
from largesse.store.house import Port
from largesse.store.work import Read

Why = Literal["late", "over", "not_wanted", "no_number", "kept_out", "nobody_carries"]


@dataclass(frozen=True)
class Told:
    """What was told to whom; an occasion is written ``kind of subject:its id:more``."""

    client: UUID
    occasion: str

    @property
    def subject(self) -> UUID:
        """The id of what it is about."""
        return UUID(self.occasion.split(":")[1])


@dataclass(frozen=True)
class Holds:
    """A kind of notice, and whether what one says still holds."""

    kind: str
    still: Callable[[Read, Told], Awaitable[bool]]


HOLDS: Port[Holds] = Port("notices.holds")


@dataclass(frozen=True)
class Telling:
    """What a client is to be told.

    Args:
        client: who.
        kind: the key of its words in the copy files, which begin with ``{bank}``.
        occasion: what it is about, ``kind of subject:its id:more``; a client is told once of each.
        facts: what the words speak of; a text in every language as a mapping.
        right: the client's own right that it leads to; None: to none.
        until: when it has lost its use.
        shown_only: it stands in the list; its message, if any, goes another way.
    """

    client: UUID
    kind: str
    occasion: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    right: UUID | None = None
    until: datetime | None = None
    shown_only: bool = False


def words_of(kind: str, facts: Mapping[str, Any], locale: str) -> str:
    """Give what a notice says, without the bank's name: its reader is on the bank's own page."""
    return text(kind, locale, {**facts_in(facts, locale), "bank": ""})


def why_said(why: str, locale: str) -> str:
    """Say why no message went out; empty where one did, or will."""
    return text(f"notices.why.{why}", locale) if why else ""


def facts_in(facts: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """Give the facts as one language says them."""
    return {name: said(fact, locale) if isinstance(fact, Mapping) else fact for name, fact in facts.items()}
