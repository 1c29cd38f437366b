"""Which days of a play that the clock starts are due; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from largesse.kernel.clock import day_in
from largesse.kernel.workdays import Workdays
from largesse.play.plans.begun import Begun
from largesse.play.triggers.started import Due


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day of a play, when the clock begins, and for whom."""

    day: date
    due_at: datetime
    due: Due


def occasions_of(begun: Begun, first: date, at: datetime, workdays: Workdays) -> Iterator[Occasion]:
    """Give what is due at an instant, from a first day on, the oldest first."""
    last = day_in(at, begun.zone)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        due_at, some = begun.due(day, workdays)
        if due_at <= at:
            yield from (Occasion(day, due_at, one) for one in some)
