"""Lines of a budget: what it may cost at most in a period, in one activity, for clients of one org unit.

Words       a *rule* says the most for a kind; a *line* is what a rule holds for one key: a period's first
            day, an activity, an org unit; a *promise* notes the lines that a right was reserved in
Invariant   reserved + spent <= cap of every line; what a right gives back comes back into the lines that it
            was reserved in, whatever the period is by then
Source      docs/explanation/stock.md
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from largesse.kernel.clock import day_in, day_starts, monday_of
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.money import Money


class LineKind(Enum):
    """What a line counts by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ACTIVITY = "activity"
    UNIT = "unit"


PERIODS = frozenset({LineKind.DAY, LineKind.WEEK, LineKind.MONTH, LineKind.QUARTER, LineKind.YEAR})
_MONTHS = {LineKind.MONTH: 1, LineKind.QUARTER: 3, LineKind.YEAR: 12}


@dataclass(frozen=True)
class LineExhausted(Refusal):
    """A line of the budget has less left than this would cost; a period's has all again at ``retry_at``."""

    code = "rights.budget_line_exhausted"
    kind: str
    key: str
    needed: Money
    left: Money
    retry_at: datetime | None = None


@dataclass(frozen=True)
class RuleMissing(Missing):
    """The budget has no such rule."""

    code = "rights.budget_rule_missing"
    kind: str


@dataclass(frozen=True)
class RuleBelowPromised(Refusal):
    """The line has promised and used more than that already."""

    code = "rights.budget_line_below_promised"
    promised: Money
    path: str | None = "cap_minor"


def period_begins(kind: LineKind, day: date) -> date:
    """Give the first day of the period of a kind in which a day lies."""
    if kind is LineKind.DAY:
        return day
    if kind is LineKind.WEEK:
        return monday_of(day)
    months = _MONTHS[kind]
    return day.replace(month=day.month - (day.month - 1) % months, day=1)


def period_key(kind: LineKind, at: datetime, zone: str) -> str:
    """Name the period of an instant: its first day, counted in a zone."""
    return period_begins(kind, day_in(at, zone)).isoformat()


def next_period(kind: LineKind, key: str, zone: str) -> datetime | None:
    """Give when the period after this one begins; None for a kind that is no period."""
    if kind not in PERIODS:
        return None
    first = date.fromisoformat(key)
    days = {LineKind.DAY: 1, LineKind.WEEK: 7}.get(kind)
    if days is None:
        months = first.year * 12 + first.month - 1 + _MONTHS[kind]
        following = date(months // 12, months % 12 + 1, 1)
    else:
        following = first + timedelta(days=days)
    return day_starts(following, zone)
