"""How long points last: the last usable day of an award, and the moment that ends it. Pure.

Words       *last day* 最后可用日: the day, in the institution's zone, to whose end points can be spent
Invariant   a month later is the same day of the month, or that month's last day where there is no such day;
            an award ends at the local midnight that follows its last day, and not before
Source      docs/explanation/points.md
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import between

DAYS_MAX, MONTHS_MAX, YEARS_MAX = 3660, 120, 10


class Lasts(StrEnum):
    """In what the lasting of points is counted."""

    DAYS = "days"
    MONTHS = "months"
    YEAR_END = "year_end"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Rule:
    """How long points last: so many days or months, to the end of a year so many years on, or without end."""

    lasts: Lasts
    count: int


_BOUNDS = {
    Lasts.DAYS: (1, DAYS_MAX),
    Lasts.MONTHS: (1, MONTHS_MAX),
    Lasts.YEAR_END: (0, YEARS_MAX),
    Lasts.NEVER: (0, 0),
}


def rule_given(lasts: Lasts, count: int) -> Rule:
    """Give a rule that is within bounds.

    Raises:
        Malformed: ``kernel.malformed`` at ``lasts_for``.
    """
    least, most = _BOUNDS[lasts]
    if not least <= count <= most:
        raise Malformed(between(least, most), "lasts_for")
    return Rule(lasts, count)


def last_day(rule: Rule, awarded: datetime, zone: str) -> date | None:
    """Give the last day on which points that are awarded at an instant can be spent; None: without end."""
    day = day_in(awarded, zone)
    match rule.lasts:
        case Lasts.DAYS:
            return day + timedelta(days=rule.count)
        case Lasts.MONTHS:
            return months_on(day, rule.count)
        case Lasts.YEAR_END:
            return date(day.year + rule.count, 12, 31)
        case Lasts.NEVER:
            return None


def months_on(day: date, months: int) -> date:
    """Give the same day of the month so many months on, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def ends_at(last: date | None, zone: str) -> datetime | None:
    """Give the first instant at which points can no longer be spent."""
    return None if last is None else day_starts(last + timedelta(days=1), zone)
