"""Reverse a use: the right may be used again, the redemption stays and a reversal row stands beside it.

Invariant   a reversal names exactly one redemption, and no redemption is reversed twice
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.rights.budgets.budget import release, unspend
from largesse.rights.entitlements.entitlement import State
from largesse.rights.entitlements.entitlement import reverse_use as reversed_right
from largesse.rights.entitlements.register import keep_budget, keep_right, lock_budget, lock_right
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work


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

    redemption: UUID
    reason: str


@dataclass(frozen=True)
class UseReversed:
    """The reversal and where the right stands now."""

    reversal: UUID
    entitlement: UUID
    state: str


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
        budget = await lock_budget(tx, used["budget"])
        right, row = await lock_right(tx, used["entitlement"])
        if await tx.value("select 1 from rights_redemption where reverses = $1", ask.redemption):
            raise AlreadyReversed
        after = reversed_right(right, used["units"], tx.now)
        money = unspend(budget, used["amount_minor"])
        if after.state is State.EXPIRED:
            money = release(money, used["amount_minor"])
        await keep_right(tx, right, after)
        await keep_budget(tx, money)
        answer = UseReversed(new_id(), right.id, after.state.value)
        await _insert(tx, answer.reversal, used, reason)
        facts = {"redemption": str(ask.redemption), "reason": reason}
        tx.audit("rights.use_reversed", str(right.id), facts, org_unit=row["org_unit"])
        tx.emit(
            "rights.use_reversed.v1",
            str(right.id),
            {
                "entitlement": str(right.id),
                "redemption": str(ask.redemption),
                "reversal": str(answer.reversal),
                "amount_minor": used["amount_minor"],
                "currency": used["currency"],
                "org_unit": str(row["org_unit"]),
                "biz_date": day_in(tx.now, settings().zone).isoformat(),
                "at": tx.now.isoformat(),
            },
        )
        return await tx.done(answer)


async def _find(tx: Tx[Any], redemption: UUID, actor: Actor) -> dict[str, Any]:
    used = await tx.row(
        "select r.*, b.budget, e.org_unit from rights_redemption r"
        " join rights_entitlement e on e.id = r.entitlement join rights_batch b on b.id = e.batch"
        " where r.id = $1 and r.kind = 'use'",
        redemption,
    )
    if used is None:
        raise RedemptionMissing(redemption)
    actor.reach(used["org_unit"], RedemptionMissing(redemption))
    return used


async def _insert(tx: Tx[Any], reversal: UUID, used: dict[str, Any], reason: str) -> None:
    await tx.run(
        "insert into rights_redemption (id, entitlement, kind, reverses, units, amount_minor, currency,"
        " channel, provider, provider_ref, order_ref, proof, reason, biz_date, at)"
        " values ($1, $2, 'reversal', $3, $4, $5, $6, 'console', $7, $8, $9, 'staff', $10, $11, $12)",
        reversal,
        used["entitlement"],
        used["id"],
        used["units"],
        used["amount_minor"],
        used["currency"],
        used["provider"],
        used["provider_ref"],
        used["order_ref"],
        reason,
        day_in(tx.now, settings().zone),
        tx.now,
    )
