"""How much an owner is granted in a period, and what is refused; no input, no output, no clock.

Words       *stay* the days that a client was in a tier, the last one not included; None: he is in it still
Rounding    pro rata counts days. A part that is over is rounded down (ROUND_FLOOR), one that goes on to the
            end of the period is rounded up (ROUND_CEILING): nobody is given a part of a unit
Source      docs/explanation/allowances.md
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal

RULE = "alr"
PERIODS = ("year", "quarter", "month", "once")
OWNERS = ("person", "household")
UNITS_MAX = 1000
TakeState = Literal["held", "used", "returned", "lapsed"]


@dataclass(frozen=True)
class AllowanceRuleMissing(Missing):
    """There is no such rule within reach, or none that is open to the client."""

    code = "rights.allowance_rule_missing"
    rule: UUID


@dataclass(frozen=True)
class AllowanceRuleThere(Refusal):
    """Another active rule says how much of this SKU the tier lets one take; stop it first."""

    code = "rights.allowance_rule_there"
    path = "tier"


@dataclass(frozen=True)
class AllowanceRuleStopped(Refusal):
    """The rule is stopped already."""

    code = "rights.allowance_rule_stopped"


@dataclass(frozen=True)
class AllowanceExhausted(Refusal):
    """Nothing is left of the allowance in this period."""

    code = "rights.allowance_exhausted"


@dataclass(frozen=True)
class AllowanceTakenElsewhere(Refusal):
    """In this period the client took of another owner's: his own, or another household's."""

    code = "rights.allowance_taken_elsewhere"


@dataclass(frozen=True)
class Stay:
    """Days in a tier; ``until`` is not included, None: it goes on."""

    tier: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Period:
    """Days of a period; ``end`` is not included, None: it never ends."""

    start: date
    end: date | None

    @property
    def days(self) -> int:
        """How long it is; 0 where it never ends."""
        return (self.end - self.start).days if self.end else 0


@dataclass(frozen=True)
class Grant:
    """What of a rule decides how much is granted."""

    tier: str
    units: int
    pro_rata: bool


def period_of(kind: str, day: date, first: date) -> Period:
    """Give the period in which a local day lies; ``first`` is the rule's own first day, for ``once``."""
    if kind == "once":
        return Period(first, None)
    months = {"year": 12, "quarter": 3, "month": 1}[kind]
    start = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    after = start.month - 1 + months
    return Period(start, start.replace(year=start.year + after // 12, month=after % 12 + 1))


def granted(rule: Grant, period: Period, stays: Sequence[Stay]) -> int:
    """Give how many units an owner may take in a period, by the stays of who stands for it, in order."""
    if period.end is None:
        return rule.units if any(one.tier == rule.tier and one.until is None for one in stays) else 0
    near = [one for one in stays if one.since < period.end and _lasts(one, period.start)]
    if not rule.pro_rata:
        return rule.units if near and near[0].tier == rule.tier else 0
    mine = [one for one in near if one.tier == rule.tier]
    days = sum((min(one.until or period.end, period.end) - max(one.since, period.start)).days for one in mine)
    goes_on = any(one.until is None or one.until >= period.end for one in mine)
    whole, part = divmod(rule.units * days, period.days)
    return whole + (1 if part and goes_on else 0)


def _lasts(stay: Stay, start: date) -> bool:
    """Tell whether a stay has a day from the start on; one that ended the day it began has none."""
    return stay.until is None or stay.until > max(stay.since, start)


@dataclass(frozen=True)
class Counters:
    """The counters of an allowance as read under its lock."""

    granted: int
    held: int
    used: int


def moved(counters: Counters, was: TakeState, now: TakeState) -> Counters:
    """Give the counters after a take went from one state to another; a use that happened is never refused."""
    held = counters.held - (was == "held") + (now == "held")
    used = counters.used - (was in {"used", "lapsed"}) + (now in {"used", "lapsed"})
    return Counters(max(counters.granted, held + used), held, used)
