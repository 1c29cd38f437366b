"""How taking part serves a trigger that time makes: when a play is open, and for whom the clock plays.

Words       *opening* the moments in which a client may take part; *due* for whom a day's play is, and the
            mark under which each of them has it once
Invariant   pure; days and times are those of the activity's zone; a mark names what is celebrated, so that a
            time that is changed brings nobody a second one
Source      docs/explanation/plays-by-time.md
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from largesse.activities.triggers.trigger import Trigger
from largesse.audience.facts.due import Dated
from largesse.kernel.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Moment:
    """From when to when a play is open; the second instant is the first at which it is closed."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """For whom a day's play is; ``dated`` and ``tags`` None: for everyone of the audience."""

    mark: str
    dated: Dated | None = None
    tags: Sequence[str] | None = None


class _Timed(msgspec.Struct, frozen=True):
    """Part of every ``on`` that has a time of day."""

    time: str


def time_of(on: object) -> str:
    """Give the time of day that ``on`` says."""
    return msgspec.convert(on, _Timed).time


def always(_on: object) -> bool:
    """Tell that every play of the trigger is made by time."""
    return True


Opening = Callable[[Any, datetime, str], Moment | None]
DueOn = Callable[[Any, date, Workdays], Sequence[Due]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A trigger that time makes.

    Attributes:
        trigger: as it is authored.
        opening: gives the moment in which an instant lies, else the next one, else None; None: always open.
        due: gives for whom the clock plays on a day; None: it never does.
        time: gives the time of day, ``HH:MM``, at which the clock begins.
        timed: tells whether time makes a play at all.
    """

    trigger: Trigger
    opening: Opening | None = None
    due: DueOn | None = None
    time: Callable[[Any], str] = time_of
    timed: Callable[[Any], bool] = always
