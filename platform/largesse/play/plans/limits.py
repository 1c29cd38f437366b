"""Limits and chances of one client: what is counted, in which period, and what is left.

Words       *rule* how much of one thing in one period; *tallies* what a client has used, by rule
Invariant   a tally never passes its rule's maximum; an older period counts as nothing used
Source      docs/explanation/limits.md
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Self

from largesse.kernel.clock import day_in, day_starts, monday_of, month_in, week_in
from largesse.kernel.errors import Refusal

Period = Literal["once", "day", "week", "month", "activity"]
OnExceed = Literal["reject", "fallback", "queue"]
Tally = tuple[str, int]


@dataclass(frozen=True)
class NoChances(Refusal):
    """The client has no chance left in this period."""

    code = "play.no_chances"
    period: str
    retry_at: datetime | None = None


@dataclass(frozen=True)
class LimitReached(Refusal):
    """The client has had as much as the activity allows in this period."""

    code = "play.limit_reached"
    counted: str
    period: str
    max: int
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Queued(Refusal):
    """The limit of this period is used up; the attempt waits, and is decided from ``retry_at`` on."""

    code = "play.queued"
    scope: str
    period: str
    max: int
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One limit. ``since`` is set where unused chances stay for the next period."""

    key: str
    counted: str
    period: Period
    max: int
    on_exceed: OnExceed = "reject"
    since: date | None = None


def period_of(rule: Rule, at: datetime, zone: str) -> str:
    """Name the period in which an instant lies; the empty name never ends."""
    if rule.since is not None or rule.period in {"once", "activity"}:
        return ""
    if rule.period == "day":
        return day_in(at, zone).isoformat()
    if rule.period == "week":
        return week_in(at, zone).isoformat()
    return month_in(at, zone).isoformat()


def allowed(rule: Rule, at: datetime, zone: str) -> int:
    """Give the maximum that holds at an instant; carried chances add up from ``since`` on."""
    if rule.since is None:
        return rule.max
    day = day_in(at, zone)
    if rule.period == "day":
        return rule.max * max(1, (day - rule.since).days + 1)
    if rule.period == "week":
        weeks = (week_in(at, zone) - monday_of(rule.since)).days // 7 + 1
        return rule.max * max(1, weeks)
    if rule.period == "month":
        return rule.max * max(1, (day.year - rule.since.year) * 12 + day.month - rule.since.month + 1)
    return rule.max


def begins_again(rule: Rule, at: datetime, zone: str) -> datetime | None:
    """Give when the next period of a rule begins, which brings new units; None: it never does."""
    if rule.period == "day":
        return day_starts(day_in(at, zone) + timedelta(days=1), zone)
    if rule.period == "week":
        return day_starts(week_in(at, zone) + timedelta(days=7), zone)
    if rule.period == "month":
        return day_starts((month_in(at, zone) + timedelta(days=32)).replace(day=1), zone)
    return None


def next_in(rule: Rule, at: datetime, zone: str, end: datetime) -> datetime | None:
    """Give when the next period begins in which anybody can still take part; None: there is none."""
    begins = begins_again(rule, at, zone)
    return None if begins is None or begins >= end else begins


@dataclass(frozen=True, slots=True)
class Meter:
    """A rule at one instant: the name of its period, how much it allows in it, what a use takes."""

    rule: Rule
    period: str
    most: int
    units: int

    @classmethod
    def of(cls, rule: Rule, at: datetime, zone: str, units: int = 1) -> Self:
        """Read a rule at an instant."""
        return cls(rule, period_of(rule, at, zone), allowed(rule, at, zone), units)

    def used(self, tallies: Mapping[str, Tally]) -> int:
        """Give how much of the rule is used in its period."""
        tally = tallies.get(self.rule.key)
        return tally[1] if tally is not None and tally[0] == self.period else 0

    def left(self, tallies: Mapping[str, Tally]) -> int:
        """Give how much of the rule is left, never negative."""
        return max(0, self.most - self.used(tallies))

    def over(self, tallies: Mapping[str, Tally]) -> bool:
        """Tell whether a use of ``units`` does not fit any more."""
        return self.most - self.used(tallies) < self.units


def counted(tallies: Mapping[str, Tally], uses: Iterable[tuple[Meter, int]]) -> Mapping[str, Tally]:
    """Give the tallies after some uses; the caller has checked that each fits."""
    after: dict[str, Tally] | None = None
    for meter, units in uses:
        after = dict(tallies) if after is None else after
        after[meter.rule.key] = (meter.period, meter.used(after) + units)
    return tallies if after is None else after
