"""What a page shows one client of a play: where that client stands in it, and nothing else.

Words       *seen* what is known of a client and of what all share, as read; *mark* a target with what it
            brings; *thing* a card or a place; *coming* units that come in later
Invariant   pure; what decides and may not be known (a key, the clients who had the rest) is never in it
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One client's standing as read.

    Attributes:
        memory: what the operator kept of the client in this play; None at first.
        states: what the activity's states have reached for the client, with the period they count in.
        used: units that all clients used of the play's pools, by the outcome's id or the pool's own name.
        at: now.
        day: its day in the activity's zone.
        first_day: the activity's own first day there.
    """

    memory: Any
    states: Mapping[str, tuple[int, str]]
    used: Mapping[str, int]
    at: datetime
    day: date
    first_day: date


@dataclass(frozen=True, slots=True)
class Mark:
    """A target; ``at`` is what must be reached, ``had`` whether it was paid in this period."""

    id: str
    title: Text
    at: int
    had: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """A card or a place; ``had`` are the client's own, ``left`` units for everybody, None: not counted."""

    id: str
    title: Text
    image: str | None
    had: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Coming:
    """Units that come in later."""

    at: datetime
    units: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What an operator shows; whatever it does not know of stays empty.

    ``figures`` are whole numbers by name; ``days`` were counted, ``to_make_up`` can be made up now.
    """

    figures: Mapping[str, int] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    things: tuple[Thing, ...] = ()
    days: tuple[date, ...] = ()
    to_make_up: tuple[date, ...] = ()
    coming: tuple[Coming, ...] = ()


def nothing_shown(_decide: Any, _seen: Seen) -> Shown:
    """Show nothing: all there is to know stands on the page."""
    return Shown()
