"""Reverse a use: the right may be used again, the redemption stays and a reversal row stands beside it.

What was suspended when its use was told is suspended again, what is still booked is reserved again.

Invariant   a reversal names exactly one redemption, and no redemption is reversed twice
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.rights.budgets.budget import release, unspend
from largesse.rights.budgets.locking import keep_budget, lock_budget
from largesse.rights.budgets.records import BudgetId
from largesse.rights.entitlements.entitlement import State
from largesse.rights.entitlements.entitlement import reverse_use as reversed_right
from largesse.rights.entitlements.locking import keep_right, lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.reason import reason_of
from largesse.rights.redemptions.outlet import Outlet
from largesse.rights.redemptions.records import REVERSAL, USE, Redemption, RedemptionId
from largesse.store.work import Read, Tx, Work

_USED = """
select r.id, r.kind, r.entitlement, r.units, r.amount_minor, r.currency, r.provider, r.provider_ref,
       r.visit, r.order_ref, r.place, r.counter, r.booked_at, b.budget, e.org_unit
from rights_redemption r
join rights_entitlement e on e.id = r.entitlement
join rights_batch b on b.id = e.batch
where r.id = $1
"""
# Points were given by the claim, so they are claimed anew; else it is where it was, booked if it still is.
_BACK = """
select case when s.fulfil_mode = 'points' or m.was = 'issued' then 'issued'
    when m.was = 'suspended' then 'suspended' else k.free end as state,
  case when s.fulfil_mode <> 'points' and m.was = 'suspended' then k.free end as previous
from rights_entitlement e join rights_sku s on s.id = e.sku
cross join lateral (select case when exists (select from rights_booking b where b.entitlement = e.id
  and b.state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived')) then 'reserved' else 'active' end
  as free) k
left join lateral (select was from rights_move where entitlement = e.id order by id desc limit 1) m on true
where e.id = $1
"""
_MADE_GOOD = """
select exists (select from rights_compensation where original = $1 and state in ('pending', 'given'))
"""


@dataclass(frozen=True)
class RedemptionMissing(Missing):
    """No such use within reach."""

    code = "rights.redemption_missing"
    redemption: UUID


@dataclass(frozen=True)
class AlreadyReversed(Refusal):
    """The use has been reversed before."""

    code = "rights.already_reversed"


@dataclass(frozen=True)
class MadeGood(Refusal):
    """The right was made good: reversed, it could be used beside what was given for it."""

    code = "rights.use_made_good"


@dataclass(frozen=True, kw_only=True)
class ReverseUse(Ask):
    """One use to take back, and why."""

    redemption: RedemptionId = asked("The use, red_….", id="red")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class UseReversed:
    """The reversal and where the right stands now."""

    reversal: RedemptionId
    entitlement: EntitlementId
    state: str


@dataclass(frozen=True)
class _Back:
    """Where a right that was used up stands once that use is reversed."""

    state: State
    previous: State | None


@dataclass(frozen=True)
class Used:
    """A redemption as it was written, with its right's budget and org unit."""

    id: RedemptionId
    kind: str
    entitlement: EntitlementId
    units: int
    amount_minor: int
    currency: str
    provider: UUID | None
    provider_ref: str | None
    visit: str | None
    order_ref: str | None
    place: UUID | None
    counter: UUID | None
    booked_at: datetime | None
    budget: BudgetId
    org_unit: UUID


async def reverse_use(ask: ReverseUse, *, actor: Actor, work: Work) -> UseReversed:
    """Take a use back.

    Raises:
        RedemptionMissing: ``rights.redemption_missing``.
        AlreadyReversed: ``rights.already_reversed``.
        MadeGood: ``rights.use_made_good``: the compensation is taken back first.
    """
    actor.must("rights.reverse_use")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.reverse_use", answer=UseReversed) as tx:
        if tx.earlier:
            return tx.earlier
        used = await find_used(tx, ask.redemption)
        actor.reach(used.org_unit, RedemptionMissing(ask.redemption))
        return await tx.done(await take_back(tx, used, reason))


async def take_back(tx: Tx[Any], used: Used, reason: str, outlet: Outlet | None = None) -> UseReversed:
    """Take a use back inside the caller's transaction; ``outlet``: the counter that does so.

    Raises:
        AlreadyReversed: ``rights.already_reversed``.
        MadeGood: ``rights.use_made_good``: the compensation is taken back first.
    """
    budget = await lock_budget(tx, used.budget)
    right = await lock_right(tx, used.entitlement)
    if await Redemption.exists(reverses=used.id, using_db=tx.conn):
        raise AlreadyReversed
    back = await tx.one(_Back, _BACK, right.id) or _Back(State.ACTIVE, None)
    after = reversed_right(right.entitlement, used.units, tx.now, (back.state, back.previous))
    if after.state is not State.EXPIRED and await tx.value(_MADE_GOOD, right.id):
        raise MadeGood
    money = unspend(budget, used.amount_minor)
    if after.state is State.EXPIRED:
        money = release(money, used.amount_minor)
    await keep_right(tx, right, after)
    await keep_budget(tx, money, right.id)
    answer = UseReversed(RedemptionId(new_id()), right.id, after.state.value)
    await _write(tx, answer.reversal, used, reason, outlet)
    _note(tx, answer, used, reason)
    return answer


async def find_used(read: Read, redemption: UUID) -> Used:
    """Read a use; whose it is, its reader says.

    Raises:
        RedemptionMissing: ``rights.redemption_missing``.
    """
    used = await read.one(Used, _USED, redemption)
    if used is None or used.kind != USE:
        raise RedemptionMissing(redemption)
    return used


async def _write(tx: Tx[Any], reversal: UUID, used: Used, reason: str, outlet: Outlet | None) -> None:
    await Redemption.create(
        using_db=tx.conn,
        id=reversal,
        entitlement=used.entitlement,
        kind=REVERSAL,
        reverses=used.id,
        units=used.units,
        amount_minor=used.amount_minor,
        currency=used.currency,
        channel="counter" if outlet else "console",
        provider=used.provider,
        provider_ref=used.provider_ref,
        visit=used.visit,
        order_ref=used.order_ref,
        proof="counter" if outlet else "staff",
        place=outlet.place if outlet else None,
        counter=outlet.counter if outlet else None,
        reason=reason,
        biz_date=day_in(tx.now, settings().zone),
        at=tx.now,
        booked_at=tx.now,
    )


def _note(tx: Tx[Any], answer: UseReversed, used: Used, reason: str) -> None:
    subject = str(used.entitlement)
    facts = {"redemption": str(used.id), "reason": reason}
    tx.audit("rights.use_reversed", subject, facts, org_unit=used.org_unit)
    payload = {
        "entitlement": subject,
        "redemption": str(used.id),
        "reversal": str(answer.reversal),
        "amount_minor": used.amount_minor,
        "currency": used.currency,
        "org_unit": str(used.org_unit),
        "biz_date": day_in(tx.now, settings().zone).isoformat(),
        "at": tx.now.isoformat(),
    }
    tx.emit("rights.use_reversed.v1", subject, payload)
