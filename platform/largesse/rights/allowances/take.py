"""Take one of an allowance: a right comes out of the rule's batch and is held until it is used.

Locks       client, budget, batch, allowance; the right is new
Invariant   the counter moves by a guarded write in the transaction that gives the right; of two members who
            take the last one, one gets it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import locked_self
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.rights.allowances.allowance import (
    AllowanceExhausted,
    AllowanceRuleMissing,
    AllowanceTakenElsewhere,
    Counters,
    Period,
    period_of,
)
from largesse.rights.allowances.reads import Owner, RuleRow, granted_now, owners_of, rule_row
from largesse.rights.batches.batch import BatchMissing
from largesse.rights.batches.records import Batch
from largesse.rights.entitlements.giving import lock_one
from largesse.rights.entitlements.grant import Gift, grant
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.work import Tx, Work

_ROW = """
insert into rights_allowance (id, rule, owner_kind, owner, starts_on, ends_on, granted, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (rule, owner, starts_on) do nothing
"""
_LOCK = """
select id, granted, held, used from rights_allowance where rule = $1 and owner = $2 and starts_on = $3
for no key update
"""
_HOLD = """
update rights_allowance set held = held + 1, granted = $2 where id = $1 and used + held + 1 <= $2
"""
_ELSEWHERE = """
select exists (select from rights_allowance_take t join rights_allowance a on a.id = t.allowance
  where t.customer = $1 and t.state <> 'returned' and a.rule = $2 and a.starts_on = $3 and a.owner <> $4)
"""
_TAKE = "insert into rights_allowance_take (entitlement, allowance, customer, at) values ($1, $2, $3, $4)"


@dataclass(frozen=True, kw_only=True)
class TakeAllowance(Ask):
    """One unit of what is left."""

    rule: UUID = asked("The rule, alr_….", id="alr")


@dataclass(frozen=True)
class AllowanceTaken:
    """The right that came out of it."""

    entitlement: EntitlementId


@dataclass(frozen=True)
class _Locked:
    id: UUID
    granted: int
    held: int
    used: int


async def take_allowance(ask: TakeAllowance, *, actor: Actor, work: Work) -> AllowanceTaken:
    """Take one.

    Raises:
        ClientMissing, ClientKeptOut: of who asks.
        AllowanceRuleMissing: ``rights.allowance_rule_missing``: none, stopped, or not for one's tier.
        AllowanceExhausted: ``rights.allowance_exhausted``.
        AllowanceTakenElsewhere: ``rights.allowance_taken_elsewhere``.
        BatchWrongState, BudgetExhausted, LineExhausted, StockExhausted: its batch has nothing to give.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.take_allowance", answer=AllowanceTaken) as tx:
        if tx.earlier:
            return tx.earlier
        await locked_self(tx, actor.id)
        rule = await rule_row(tx, ask.rule)
        if rule is None or rule.state != "active":
            raise AllowanceRuleMissing(ask.rule)
        owner = (await owners_of(tx, actor.id)).of(rule.owner)
        period = period_of(rule.period, day_in(tx.now, settings().zone), rule.starts_on)
        await _lock_batch(tx, rule)
        allowance = await _hold(tx, rule, owner, period)
        taken = AllowanceTaken(EntitlementId(new_id()))
        source = ("allowance", f"{allowance}:{taken.entitlement}")
        await grant(tx, [Gift(taken.entitlement, rule.batch, actor.id, actor.id, *source)])
        await tx.run(_TAKE, taken.entitlement, allowance, actor.id, tx.now)
        return await tx.done(taken)


async def _lock_batch(tx: Tx[Any], rule: RuleRow) -> None:
    """Lock budget and batch, and refuse in words what the grant would refuse."""
    found = await Batch.get_or_none(id=rule.batch, using_db=tx.conn)
    if found is None:
        raise BatchMissing(rule.batch)
    await lock_one(tx, found, tx.actor.id)


async def _hold(tx: Tx[Any], rule: RuleRow, owner: Owner, period: Period) -> UUID:
    """Hold one unit of the owner's allowance; its row is made with the first."""
    first = granted_now(rule, owner, period, Counters(0, 0, 0))
    span = (period.start, period.end)
    await tx.run(_ROW, new_id(), rule.id, owner.kind, owner.id, *span, first, tx.now)
    row = await tx.one(_Locked, _LOCK, rule.id, owner.id, period.start)
    if row is None:
        raise AllowanceRuleMissing(rule.id)
    if await tx.value(_ELSEWHERE, tx.actor.id, rule.id, period.start, owner.id):
        raise AllowanceTakenElsewhere
    may = granted_now(rule, owner, period, Counters(row.granted, row.held, row.used))
    if not may:
        raise AllowanceRuleMissing(rule.id)
    if not await tx.run(_HOLD, row.id, may):
        raise AllowanceExhausted
    return row.id
