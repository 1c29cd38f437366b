"""Validity 有效期: until when a right can be used, and on which days and at which hours.

Words       *first deadline* the last day on which a right as it was given can be used, or must be claimed;
            a *window* is hours of some weekdays, a *blackout* days on which nothing is used
Invariant   a day counts in the institution's zone and ends at its midnight: ``valid_to`` is not included;
            a month after the 31st ends with the month; an older batch without a rule counts exact days
Source      schemas/validity.v1.schema.json; docs/explanation/validity.md
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from largesse.contracts.validate import validate
from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because
from largesse.kernel.workdays import Workdays, is_holiday, is_workday

SCHEMA = "validity.v1"
DAYS_MAX = 3660
_LOOKED_DAYS = 800  # further ahead nobody is told when a right can be used next
_WHOLE_DAY = 24 * 60
Document = dict[str, Any]
OnDays = Literal["any", "no_holidays", "workdays", "restdays"]


class Until(msgspec.Struct, frozen=True, tag="day", tag_field="kind"):
    """Until a day, included."""

    day: date


class AfterIssue(msgspec.Struct, frozen=True, tag="issue", tag_field="kind"):
    """For so many days or months after it was given."""

    count: int
    unit: Literal["day", "month"] = "day"


class AfterClaim(msgspec.Struct, frozen=True, tag="claim", tag_field="kind"):
    """For so many days or months after it was claimed, which must be done in time."""

    count: int
    claim_by: Until | AfterIssue
    unit: Literal["day", "month"] = "day"


class Window(msgspec.Struct, frozen=True, rename={"begins": "from"}):
    """Hours of some weekdays, Monday is 1; ``until`` is not included."""

    weekdays: tuple[int, ...]
    begins: str
    until: str


class Blackout(msgspec.Struct, frozen=True):
    """Days on which nothing is used, both ends included."""

    first: date
    last: date


class Validity(msgspec.Struct, frozen=True):
    """A rule as it was read."""

    ends: Until | AfterIssue | AfterClaim
    opens: date | None = None
    windows: tuple[Window, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    days: OnDays = "any"

    @property
    def first(self) -> Until | AfterIssue:
        """The first deadline: of use, or of the claim."""
        return self.ends.claim_by if isinstance(self.ends, AfterClaim) else self.ends

    @property
    def always(self) -> bool:
        """Whether every moment of the validity will do."""
        return not self.windows and not self.blackouts and self.days == "any"  # what opens is ``valid_from``


@dataclass(frozen=True)
class Compiled:
    """The columns by which the database reckons the validity of a right that is given."""

    grant_days: int | None
    grant_months: int | None
    grant_until: date | None
    grant_opens: date | None
    grant_zone: str


def after_issue(days: int) -> dict[str, Any]:
    """Give the rule of so many days after the issue."""
    return {"ends": {"kind": "issue", "count": days, "unit": "day"}}


def validity_of(document: dict[str, Any]) -> Validity:
    """Read a rule that was kept."""
    return msgspec.convert(document, Validity)


def validity_given(document: dict[str, Any]) -> Validity:
    """Read a rule as it came.

    Raises:
        Malformed: ``kernel.malformed`` at ``validity``.
    """
    if validate(SCHEMA, document):
        raise Malformed(because("rights.reason.validity"), "validity")
    rule = validity_of(document)
    if any(_minutes(one.begins) >= _minutes(one.until) for one in rule.windows):
        raise Malformed(because("rights.reason.window_ends"), "validity")
    if any(one.last < one.first for one in rule.blackouts):
        raise Malformed(because("rights.reason.blackout"), "validity")
    if rule.opens and isinstance(rule.first, Until) and rule.opens > rule.first.day:
        raise Malformed(because("rights.reason.opens"), "validity")
    return rule


def compiled(rule: Validity, zone: str) -> Compiled:
    """Give the columns of a rule."""
    first = rule.first
    if isinstance(first, Until):
        return Compiled(None, None, first.day, rule.opens, zone)
    days, months = (first.count, None) if first.unit == "day" else (None, first.count)
    return Compiled(days, months, None, rule.opens, zone)


def nominal_days(rule: Validity) -> int:
    """Give the days of a rule that counts them from the issue, else a figure for old readers."""
    first = rule.first
    if isinstance(first, Until):
        return DAYS_MAX
    return min(DAYS_MAX, first.count if first.unit == "day" else first.count * 31)


def last_day(deadline: Until | AfterIssue | AfterClaim, day: date) -> date:
    """Give the last day of a deadline that is counted from a day."""
    if isinstance(deadline, Until):
        return deadline.day
    if deadline.unit == "day":
        return day + timedelta(days=deadline.count)
    months = day.year * 12 + day.month - 1 + deadline.count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ends_at(deadline: Until | AfterIssue | AfterClaim, at: datetime, zone: str) -> datetime:
    """Give the midnight at which a deadline is over that is counted from an instant."""
    return day_starts(last_day(deadline, day_in(at, zone)) + timedelta(days=1), zone)


def usable_at(rule: Validity, at: datetime, zone: str, calendar: Workdays) -> bool:
    """Tell whether windows, blackouts and holidays let a right be used at an instant."""
    local = at.astimezone(ZoneInfo(zone))
    if not _open_on(rule, local.date(), calendar):
        return False
    minute = local.hour * 60 + local.minute
    return any(begin <= minute < end for begin, end in _hours(rule, local.date()))


def next_usable(
    rule: Validity, at: datetime, until: datetime, zone: str, calendar: Workdays
) -> datetime | None:
    """Give the next instant after ``at`` at which a right can be used; None: not any more."""
    for begin in _openings(rule, day_in(at, zone), zone, calendar):
        if begin >= until:
            return None
        if begin > at:
            return begin
    return None


def _openings(rule: Validity, day: date, zone: str, calendar: Workdays) -> Iterator[datetime]:
    for ahead in range(_LOOKED_DAYS):
        one = day + timedelta(days=ahead)
        if _open_on(rule, one, calendar):
            for begin, _ in sorted(_hours(rule, one)):
                yield datetime.combine(one, time(begin // 60, begin % 60), ZoneInfo(zone))


def _open_on(rule: Validity, day: date, calendar: Workdays) -> bool:
    if rule.opens and day < rule.opens:
        return False
    if any(one.first <= day <= one.last for one in rule.blackouts):
        return False
    if rule.days == "no_holidays":
        return not is_holiday(calendar, day)
    if rule.days == "any":
        return True
    return is_workday(calendar, day) == (rule.days == "workdays")


def _hours(rule: Validity, day: date) -> list[tuple[int, int]]:
    """Give the open hours of a day in minutes."""
    if not rule.windows:
        return [(0, _WHOLE_DAY)]
    return [
        (_minutes(one.begins), _minutes(one.until))
        for one in rule.windows
        if day.isoweekday() in one.weekdays
    ]


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
