"""``schedule.at``: the page asks when the client acts, and is heard in the announced moments only."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from largesse.activities.triggers.schedule_at import SCHEDULE_AT, Moments, moments
from largesse.contracts.documents_gen import TriggerScheduleAt
from largesse.kernel.clock import day_in, time_in
from largesse.play.triggers.started import Moment, Started
from largesse.store.extending import hookimpl

_WEEK = 7


def opening(on: TriggerScheduleAt, at: datetime, zone: str) -> Moment | None:
    """Give the moment in which an instant lies, else the next one; None: there is none any more.

    One that lies in the hour which clocks leave out would end before it begins: it does not take place.
    """
    around = _around(moments(on), day_in(at, zone), zone)
    open_or_later = [one for one in around if one.closes_at > max(at, one.opens_at)]
    return min(open_or_later, key=lambda one: one.opens_at, default=None)


def _around(known: Moments, today: date, zone: str) -> Iterator[Moment]:
    yield from (Moment(once.opens, once.closes) for once in known.once)
    for daily in known.daily:
        for ahead in range(_WEEK + 1):
            day = today + timedelta(days=ahead)
            if day.isoweekday() in daily.weekdays:
                yield Moment(time_in(day, daily.opens, zone), time_in(day, daily.closes, zone))


@hookimpl
def started_trigger() -> Started:
    """Give this trigger."""
    return Started(trigger=SCHEDULE_AT, opening=opening)
