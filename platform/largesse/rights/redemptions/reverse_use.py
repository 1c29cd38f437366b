"""Reverse a use: the right may be used again, the redemption stays and a reversal row stands beside it.

Invariant   a reversal names exactly one redemption, and no redemption is reversed twice
"""

from dataclasses import dataclass
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
from largesse.rights.redemptions.records import REVERSAL, USE, Redemption, RedemptionId
from largesse.store.work import Tx, Work

_USED = """
select r.id, r.kind, r.entitlement, r.units, r.amount_minor, r.currency, r.provider, r.provider_ref,
       r.order_ref, b.budget, e.org_unit
from rights_redemption r
join rights_entitlement e on e.id = r.entitlement
join rights_batch b on b.id = e.batch
where r.id = $1
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
class _Used:
    """A redemption as it was written, with its right's budget and org unit."""

    id: RedemptionId
    kind: str
    entitlement: EntitlementId
    units: int
    amount_minor: int
    currency: str
    provider: UUID | None
    provider_ref: str | None
    order_ref: str | None
    budget: BudgetId
    org_unit: UUID


async def reverse_use(ask: ReverseUse, *, actor: Actor, work: Work) -> UseReversed:
    """Take a use back.

    Raises:
        RedemptionMissing: ``rights.redemption_missing``.
        AlreadyReversed: ``rights.already_reversed``.
    """
    actor.must("rights.reverse_use")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.reverse_use", answer=UseReversed) as tx:
        if tx.earlier:
            return tx.earlier
        used = await _find(tx, ask.redemption, actor)
        budget = await lock_budget(tx, used.budget)
        right = await lock_right(tx, used.entitlement)
        if await Redemption.exists(reverses=ask.redemption, using_db=tx.conn):
            raise AlreadyReversed
        after = reversed_right(right.entitlement, used.units, tx.now)
        money = unspend(budget, used.amount_minor)
        if after.state is State.EXPIRED:
            money = release(money, used.amount_minor)
        await keep_right(tx, right, after)
        await keep_budget(tx, money, right.id)
        answer = UseReversed(RedemptionId(new_id()), right.id, after.state.value)
        await _write(tx, answer.reversal, used, reason)
        _note(tx, answer, used, reason)
        return await tx.done(answer)


async def _find(tx: Tx[Any], redemption: UUID, actor: Actor) -> _Used:
    used = await tx.one(_Used, _USED, redemption)
    if used is None or used.kind != USE:
        raise RedemptionMissing(redemption)
    actor.reach(used.org_unit, RedemptionMissing(redemption))
    return used


async def _write(tx: Tx[Any], reversal: UUID, used: _Used, reason: str) -> None:
    await Redemption.create(
        using_db=tx.conn,
        id=reversal,
        entitlement=used.entitlement,
        kind=REVERSAL,
        reverses=used.id,
        units=used.units,
        amount_minor=used.amount_minor,
        currency=used.currency,
        channel="console",
        provider=used.provider,
        provider_ref=used.provider_ref,
        order_ref=used.order_ref,
        proof="staff",
        reason=reason,
        biz_date=day_in(tx.now, settings().zone),
        at=tx.now,
        booked_at=tx.now,
    )


def _note(tx: Tx[Any], answer: UseReversed, used: _Used, reason: str) -> None:
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
