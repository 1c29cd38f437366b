"""``schedule.client_date``: the clock plays for the clients whose own day it is.

Invariant   nobody is passed over in a year: born on 29 February one has 28 February in a common year; born in
            a leap month one has the ordinary month of its number, and born on its 30th day the 29th where
            the month is short
"""

from collections.abc import Iterator
from datetime import date, timedelta

from largesse.activities.triggers.schedule_client_date import SCHEDULE_CLIENT_DATE, own_day
from largesse.audience.facts.due import Dated
from largesse.contracts.documents_gen import TriggerScheduleClientDate
from largesse.kernel import lunar
from largesse.kernel.workdays import Workdays
from largesse.play.triggers.started import Due, Started
from largesse.store.extending import hookimpl

_FEBRUARY, _LEAP_DAY = 2, 29


def due(on: TriggerScheduleClientDate, day: date, _workdays: Workdays) -> list[Due]:
    """Play for those whose day is so many days before; once a year, by the year that is counted."""
    asked = own_day(on)
    of = day - timedelta(days=asked.offset_days)
    if asked.calendar == "solar":
        return [Due(str(of.year), Dated(asked.field, list(_solar(of))))]
    known = lunar.lunar_of(of)
    if known is None or known.leap:
        return []
    return [Due(f"lunar {known.year}", Dated(asked.field, list(_lunar(known, of))))]


def _solar(day: date) -> Iterator[date]:
    """Give the days of earlier years that come again on a day."""
    for year in range(lunar.FIRST_YEAR, day.year):
        if (day.month, day.day) != (_FEBRUARY, _LEAP_DAY):
            yield day.replace(year=year)
        elif _is_leap(year):
            yield date(year, _FEBRUARY, _LEAP_DAY)
    tomorrow = day + timedelta(days=1)
    if day.month == _FEBRUARY and tomorrow.month != _FEBRUARY and not _is_leap(day.year):
        years = (year for year in range(lunar.FIRST_YEAR, day.year) if _is_leap(year))
        yield from (date(year, _FEBRUARY, _LEAP_DAY) for year in years)


def _is_leap(year: int) -> bool:
    return date(year, 12, 31).timetuple().tm_yday > 365


def _lunar(known: lunar.LunarDay, day: date) -> Iterator[date]:
    numbers = {known.day}
    if lunar.is_last(known):
        numbers.add(lunar.LAST_DAY)
    for month in lunar.months():
        if month.number == known.month:
            born = (month.first + timedelta(days=nr - 1) for nr in sorted(numbers) if nr <= month.days)
            yield from (one for one in born if one < day)


@hookimpl
def started_trigger() -> Started:
    """Give this trigger."""
    return Started(trigger=SCHEDULE_CLIENT_DATE, due=due)
