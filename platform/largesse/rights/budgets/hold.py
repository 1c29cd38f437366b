"""Hold a part of a budget for a batch that is planned, until a day or until somebody releases it.

Words       a *hold* 预留 is reserved in its budget without a right: nobody else can promise it
Invariant   a hold is released once, by hand or by the clock, and its money is free again in the same commit;
            pace and lines count what is given, not what is held
Source      docs/explanation/stock.md
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.actor import SYSTEM, Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long, Money
from largesse.kernel.reasons import because
from largesse.rights.budgets.budget import BudgetExhausted, BudgetWrongState
from largesse.rights.budgets.records import Budget, BudgetId, Hold, HoldId
from largesse.rights.budgets.rows import lock_row
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

HOLD = "hld"
LONGEST = timedelta(days=400)
ROUND_MAX = 100
_DUE = """
select id, budget from rights_budget_hold where released_at is null and expires_at <= now()
order by budget, id limit $1
"""


@dataclass(frozen=True)
class HoldMissing(Missing):
    """No such hold within reach."""

    code = "rights.budget_hold_missing"
    hold: UUID


@dataclass(frozen=True)
class HoldOver(Refusal):
    """The hold is over already: it was released, or its time has come."""

    code = "rights.budget_hold_over"


@dataclass(frozen=True, kw_only=True)
class HoldBudget(Ask):
    """A part of a budget, for a while."""

    budget: BudgetId = asked("The budget, bud_….", id="bud")
    amount_minor: Long = asked("How much, in minor units.")
    reason: str = asked("What for; stands on the budget's page and in the audit.")
    expires_at: datetime = asked("When it is free again by itself, within 400 days.")


@dataclass(frozen=True, kw_only=True)
class ReleaseHold(Ask):
    """A hold that is needed no more."""

    hold: HoldId = asked("The hold, hld_….", id="hld")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class HoldStanding:
    """A hold and its budget."""

    hold: HoldId
    budget: BudgetId


async def hold_budget(ask: HoldBudget, *, actor: Actor, work: Work) -> HoldStanding:
    """Set a part of a budget aside.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        BudgetWrongState: ``rights.budget_wrong_state``.
        BudgetExhausted: ``rights.budget_exhausted``.
    """
    actor.must("rights.steer_budget")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.hold_budget", answer=HoldStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_row(tx, ask.budget, actor)
        if row.state != "active":
            raise BudgetWrongState(row.state)
        if not tx.now < ask.expires_at <= tx.now + LONGEST:
            raise Malformed(because("rights.reason.hold_end", most=LONGEST.days), "expires_at")
        left = row.cap_minor - row.reserved_minor - row.spent_minor
        if not 0 < ask.amount_minor <= left:
            raise BudgetExhausted(Money(ask.amount_minor, row.currency), Money(left, row.currency))
        await _move(tx, row, ask.amount_minor)
        made = HoldStanding(HoldId(new_id()), ask.budget)
        await Hold.create(
            using_db=tx.conn,
            id=made.hold,
            budget=row.id,
            amount_minor=ask.amount_minor,
            reason=reason,
            made_by=actor.id,
            made_at=tx.now,
            expires_at=ask.expires_at,
        )
        facts = {"hold": str(made.hold), "amount_minor": ask.amount_minor, "reason": reason}
        tx.audit("rights.budget_held", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(made)


async def release_hold(ask: ReleaseHold, *, actor: Actor, work: Work) -> HoldStanding:
    """Release a hold before its time.

    Raises:
        HoldMissing: ``rights.budget_hold_missing``.
        HoldOver: ``rights.budget_hold_over``.
    """
    actor.must("rights.steer_budget")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.release_hold", answer=HoldStanding) as tx:
        if tx.earlier:
            return tx.earlier
        found = await Hold.get_or_none(id=ask.hold, using_db=tx.conn)
        if found is None:
            raise HoldMissing(ask.hold)
        row = await Budget.filter(id=found.budget).using_db(tx.conn).select_for_update(no_key=True).get()
        actor.reach(row.org_unit, HoldMissing(ask.hold))
        if not await _release(tx, row, ask.hold, actor, reason):
            raise HoldOver
        return await tx.done(HoldStanding(ask.hold, BudgetId(row.id)))


@dataclass(frozen=True)
class _Due:
    id: HoldId
    budget: UUID


async def release_due(work: Work) -> None:
    """Release the holds whose time has come, at most 100 a round, each in its own transaction."""
    async with work.read() as read:
        due = await read.all(_Due, _DUE, ROUND_MAX)
    for one in due:
        async with work.job() as tx:
            row = await Budget.filter(id=one.budget).using_db(tx.conn).select_for_update(no_key=True).get()
            await _release(tx, row, one.id, SYSTEM, "")


async def _release(tx: Tx[Any], row: Budget, hold: HoldId, actor: Actor, reason: str) -> bool:
    """Give a hold's money back under its budget's lock; False where it was released before."""
    amount = await tx.value(
        "update rights_budget_hold set released_at = $2, released_by = $3"
        " where id = $1 and released_at is null returning amount_minor",
        hold,
        tx.now,
        actor.id if actor is not SYSTEM else None,
    )
    if amount is None:
        return False
    await _move(tx, row, -amount)
    facts = {"hold": str(hold), "amount_minor": amount, "reason": reason}
    tx.audit("rights.budget_hold_released", str(row.id), facts, org_unit=row.org_unit)
    return True


async def _move(tx: Tx[Any], row: Budget, minor: int) -> None:
    row.reserved_minor, row.set_aside_minor = row.reserved_minor + minor, row.set_aside_minor + minor
    await row.save(using_db=tx.conn, update_fields=["reserved_minor", "set_aside_minor"])
