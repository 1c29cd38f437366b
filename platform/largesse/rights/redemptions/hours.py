"""Whether the rule of a right lets it be used now: its windows, its blackouts, the holiday calendar.

Invariant   who is told no is told when it can be used next; what has happened is booked and marked
"""

from dataclasses import dataclass
from datetime import datetime

from largesse.identity.calendars.reads import calendar_now
from largesse.kernel.clock import minute_in
from largesse.kernel.errors import Refusal
from largesse.kernel.settings import settings
from largesse.kernel.workdays import WEEKENDS_ONLY
from largesse.rights.catalogue.validity import next_usable, usable_at
from largesse.rights.entitlements.locking import Right
from largesse.store.work import Read


@dataclass(frozen=True)
class OutsideHours(Refusal):
    """The right cannot be used at this time; ``opens`` says when it can, in the institution's zone."""

    code = "rights.outside_hours"
    opens: str
    retry_at: datetime | None = None


@dataclass(frozen=True)
class NoHoursLeft(Refusal):
    """The right cannot be used now, nor at any time until its validity is over."""

    code = "rights.no_hours_left"


async def closed(read: Read, right: Right, at: datetime) -> OutsideHours | NoHoursLeft | None:
    """Give the refusal of a use at an instant; None where the right can be used."""
    rule = right.rule
    if rule is None or rule.always:
        return None
    zone = right.zone or settings().zone
    calendar = WEEKENDS_ONLY if rule.days == "any" else await calendar_now(read)
    if usable_at(rule, at, zone, calendar):
        return None
    opens = next_usable(rule, at, right.valid_to, zone, calendar)
    return OutsideHours(minute_in(opens, zone), opens) if opens else NoHoursLeft()
