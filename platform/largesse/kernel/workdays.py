"""Workdays: weekends, public holidays, and the weekend days on which people work instead.

Words       a *holiday* is a day off that the state names; a *make-up workday* 调休 is a weekend day on which
            people work for it; a *rest day* is any day on which they do not
Invariant   outside the range that a calendar covers, Saturdays and Sundays are the rest days
Source      docs/explanation/validity.md
"""

from dataclasses import dataclass
from datetime import date, timedelta

_FRIDAY = 5
_LOOKED_MAX = 60  # no country rests for two months


@dataclass(frozen=True, slots=True)
class Workdays:
    """The public holidays and make-up workdays of a range of days, both ends included."""

    first: date | None = None
    last: date | None = None
    holidays: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()

    def covers(self, day: date) -> bool:
        """Tell whether the calendar knows about a day."""
        return self.first is not None and self.last is not None and self.first <= day <= self.last


WEEKENDS_ONLY = Workdays()


def is_holiday(calendar: Workdays, day: date) -> bool:
    """Tell whether a day is a public holiday."""
    return day in calendar.holidays


def is_workday(calendar: Workdays, day: date) -> bool:
    """Tell whether people work on a day."""
    if day in calendar.made_up:
        return True
    return day.isoweekday() <= _FRIDAY and day not in calendar.holidays


def next_workday(calendar: Workdays, day: date) -> date:
    """Give the first workday after a day."""
    after = (day + timedelta(days=ahead) for ahead in range(1, _LOOKED_MAX))
    return next(one for one in after if is_workday(calendar, one))
