"""What the clock played and will play, for screens.

Invariant   what was is read from the occasions as they were counted; what will be is reckoned from the plan
            that is out, by the function that the clock itself asks
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from largesse.activities.lifecycle.reads import activity_row
from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in
from largesse.kernel.workdays import Workdays
from largesse.play.plans.plan import Plan
from largesse.play.schedules.records import OccasionId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {"dueAt": Sort("o.due_at", "timestamptz")}
AHEAD_MAX, DAYS_MAX = 5, 400
_COLUMNS = """
o.id, o.play, o.day, o.due_at, o.begun_at, o.done_at, o.tried, o.played, o.refused,
(select count(*) from play_occasion_failed where occasion = o.id and again_at is null) as failed,
(select count(*) from play_occasion_failed where occasion = o.id and again_at is not null) as asked_again
"""


@dataclass(frozen=True)
class OccasionRow:
    """One day of a play that the clock starts; ``refused`` counts by code, ``failed`` may be asked again."""

    id: OccasionId
    play: str
    day: date
    due_at: datetime
    begun_at: datetime
    done_at: datetime | None
    tried: int
    played: int
    refused: Mapping[str, int]
    failed: int
    asked_again: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A moment to come; ``closes_at`` None: the clock plays then, else clients may."""

    at: datetime
    closes_at: datetime | None = None


async def occasions_page(read: Read, actor: Actor, wish: Wish, activity: UUID) -> Paged[OccasionRow]:
    """List the occasions of an activity within reach, found by play or day, the newest first."""
    asked = List(_COLUMNS, "play_occasion o", "o.id")
    asked.conditions.append(f"o.activity = {asked.param(activity)}")
    if await activity_row(read, activity, actor) is None:
        asked.conditions.append("false")
    asked.search(wish.search, "o.play", "o.day::text")
    return await paged(read, OccasionRow, asked, chosen(wish.sort, SORTS, "-dueAt"), wish.page)


def coming(plan: Plan, at: datetime, workdays: Workdays) -> list[Coming]:
    """Give the next moments of a play that time makes, at most five, within 400 days; pure."""
    return list(islice(_clocked(plan, at, workdays) if plan.begun.by_clock else _opened(plan, at), AHEAD_MAX))


def _clocked(plan: Plan, at: datetime, workdays: Workdays) -> Iterator[Coming]:
    first = day_in(max(at, plan.start), plan.zone)
    for ahead in range(DAYS_MAX):
        due_at, some = plan.begun.due(first + timedelta(days=ahead), workdays)
        if due_at >= plan.end:
            return
        if some and due_at > at and due_at >= plan.start:
            yield Coming(due_at)


def _opened(plan: Plan, at: datetime) -> Iterator[Coming]:
    """Give the moment in which an instant lies, and those after it; each ends after the one before."""
    begun = plan.begun
    at = max(at, plan.start)
    while begun.started is not None and begun.started.opening is not None:
        moment = begun.started.opening(begun.on, at, plan.zone)
        if moment is None or moment.opens_at >= plan.end:
            return
        yield Coming(moment.opens_at, moment.closes_at)
        at = moment.closes_at
