"""A counter takes back a use of its own, while its time is not over.

Invariant   the time runs from when the use was booked, on the house's clock;
            afterwards the bank's staff reverse it, with a reason
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Refusal
from largesse.kernel.settings import settings
from largesse.rights.reason import reason_of
from largesse.rights.redemptions.outlet import Outlet
from largesse.rights.redemptions.records import RedemptionId
from largesse.rights.redemptions.reverse_use import (
    RedemptionMissing,
    Used,
    UseReversed,
    find_used,
    take_back,
)
from largesse.store.work import Read, Work

OWN_MAX = 50
OWN_FOR = timedelta(hours=24)
_OWN = """
select r.id, s.title, r.units, r.at, r.booked_at, r.offline, e.units as of_units,
  exists (select 1 from rights_redemption x where x.reverses = r.id) as reversed
from rights_redemption r join rights_entitlement e on e.id = r.entitlement join rights_sku s on s.id = e.sku
where r.provider = $1 and r.kind = 'use' and r.booked_at > $2
  and (r.place = $3 or $3::uuid is null and r.counter = $4)
order by r.booked_at desc, r.id desc limit $5
"""


@dataclass(frozen=True)
class ReversalOver(Refusal):
    """The time within which the counter reverses a use itself is over: the bank's staff do it."""

    code = "rights.reversal_over"
    minutes: int


@dataclass(frozen=True, kw_only=True)
class TakeBack(Ask):
    """One use of this counter's, and why it is taken back."""

    redemption: RedemptionId
    reason: str


@dataclass(frozen=True)
class OwnUse:
    """A use of this counter's; ``reversed``: it was taken back."""

    id: RedemptionId
    title: dict[str, str]
    units: int
    at: datetime
    booked_at: datetime
    offline: bool
    of_units: int
    reversed: bool

    def reversible(self, now: datetime) -> bool:
        """Whether the counter may take it back at an instant."""
        return not self.reversed and now < reversible_until(self.booked_at)


def reversible_until(booked_at: datetime) -> datetime:
    """Give when a counter's time to take a use back is over."""
    return booked_at + timedelta(minutes=settings().counter_reversal_min)


async def own_uses(read: Read, provider: UUID, outlet: Outlet, now: datetime) -> list[OwnUse]:
    """Read what was used here within a day, the newest first, at most 50."""
    return await read.all(OwnUse, _OWN, provider, now - OWN_FOR, outlet.place, outlet.counter, OWN_MAX)


async def take_back_at_counter(ask: TakeBack, *, actor: Actor, work: Work, outlet: Outlet) -> UseReversed:
    """Take a use back.

    The actor is an app whose id is the provider's.

    Raises:
        RedemptionMissing: ``rights.redemption_missing``: also one of another counter's.
        ReversalOver: ``rights.reversal_over``.
        AlreadyReversed: ``rights.already_reversed``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("rights.redeem")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.take_back", answer=UseReversed) as tx:
        if tx.earlier:
            return tx.earlier
        used = await find_used(tx, ask.redemption)
        if not _own(used, actor.id, outlet):
            raise RedemptionMissing(ask.redemption)
        if used.booked_at is None or tx.now >= reversible_until(used.booked_at):
            raise ReversalOver(settings().counter_reversal_min)
        return await tx.done(await take_back(tx, used, reason, outlet))


def _own(used: Used, provider: UUID, outlet: Outlet) -> bool:
    here = used.place == outlet.place if outlet.place else used.counter == outlet.counter
    return used.provider == provider and here
