"""Which day is replayed, under which document, by which clock; pure.

Words       *by happening* the events that happened on the day, each at the instant at which it happened;
            *by coming* those that came on it, each at the instant at which it came
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from uuid import UUID

from largesse.activities.lifecycle.records import ACTIVITY
from largesse.kernel.ask import asked
from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because

SEED_MAX, NAME_MAX = 2**31 - 1, 100


class Version(Enum):
    """Which of an activity's documents is played: what the editor shows, or what clients see."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Clock(Enum):
    """By which instant an event belongs to a day, and is played."""

    HAPPENED = "happened"
    CAME = "came"


@dataclass(frozen=True)
class Chosen:
    """A day of events and the document under which they are played."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    day: date = asked("The calendar day, where the institution is; not after today.")
    version: Version = asked("What the editor shows, or what is published.", default=Version.DRAFT)
    clock: Clock = asked("By when events happened, or by when they came.", default=Clock.HAPPENED)
    play: str = asked("One play's id; empty: every play that waits for an event.", default="")
    event: str = asked("One event's name; empty: all.", default="")
    apart: bool = asked("Whether events in quarantine are played as if they were let count.", default=False)
    seed: int = asked("Whatever follows from chance follows from it; 0 to 2,147,483,647.", default=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A day from its first instant to that of the next one; what came later than ``known`` is left out."""

    start: datetime
    end: datetime
    known: datetime


def span_of(chosen: Chosen, now: datetime, zone: str) -> Span:
    """Give the instants of the day, as the institution's calendar has it.

    Raises:
        Malformed: ``kernel.malformed`` at ``day``, ``seed`` or ``event``.
    """
    if not date(2000, 1, 1) <= chosen.day <= day_in(now, zone):
        raise Malformed(because("play.reason.replay_day"), "day")
    if not 0 <= chosen.seed <= SEED_MAX:
        raise Malformed(because("activities.reason.simulation_bound", least=0, most=SEED_MAX), "seed")
    if len(chosen.event) > NAME_MAX:
        raise Malformed(because("play.reason.told_name", most=NAME_MAX), "event")
    return Span(day_starts(chosen.day, zone), day_starts(chosen.day + timedelta(days=1), zone), now)
