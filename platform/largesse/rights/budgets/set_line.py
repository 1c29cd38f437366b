"""Set what a budget may cost in a period, in an activity or for an org unit's clients; or drop that rule.

Invariant   a line is never set below what it has promised and used; it counts from when it is set: what was
            given before is in the budget, and in no line
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.names import names_of
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long, Money
from largesse.kernel.reasons import because
from largesse.rights.budgets.lines import PERIODS, LineKind, RuleBelowPromised, RuleMissing, period_key
from largesse.rights.budgets.records import Budget, BudgetId, Line, Rule
from largesse.rights.budgets.rows import BudgetStanding, lock_row, standing
from largesse.rights.catalogue.supply import expect_reached
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class SetLine(Ask):
    """The most for each line of a kind."""

    budget: BudgetId = asked("The budget, bud_….", id="bud")
    kind: LineKind = asked("What it counts by.")
    activity: UUID | None = asked("Of an activity, act_…: which.", id="act", default=None)
    org_unit: UnitId | None = asked("Of an org unit, unt_…: which.", id="unt", name="unit", default=None)
    cap_minor: Long = asked("The most for each, in minor units; at most the budget's own.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class DropLine(Ask):
    """A rule that holds no more."""

    budget: BudgetId = asked("The budget, bud_….", id="bud")
    kind: LineKind = asked("What it counts by.")
    activity: UUID | None = asked("Of an activity, act_…: which.", id="act", default=None)
    org_unit: UnitId | None = asked("Of an org unit, unt_…: which.", id="unt", name="unit", default=None)
    reason: str = asked("Why; stands in the audit.")


async def set_budget_line(ask: SetLine, *, actor: Actor, work: Work) -> BudgetStanding:
    """Set a rule, or move it; a period's rule holds for the period that runs and all that follow.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        RuleBelowPromised: ``rights.budget_line_below_promised``.
    """
    actor.must("rights.steer_budget")
    if ask.org_unit is not None:
        expect_reached(actor, ask.org_unit)
    reason, key = reason_of(ask.reason), _key(ask)
    async with work.begin(ask, actor, use="rights.set_budget_line", answer=BudgetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_row(tx, ask.budget, actor)
        if not 0 < ask.cap_minor <= row.cap_minor:
            raise Malformed(because("rights.reason.line"), "cap_minor")
        await _expect_known(tx, key, ask.kind)
        await _write(tx, row, ask, key)
        facts = {"kind": ask.kind.value, "key": key, "cap_minor": ask.cap_minor, "reason": reason}
        tx.audit("rights.budget_line_set", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(standing(row))


async def drop_budget_line(ask: DropLine, *, actor: Actor, work: Work) -> BudgetStanding:
    """Drop a rule; its lines stay for what comes back into them.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        RuleMissing: ``rights.budget_rule_missing``.
    """
    actor.must("rights.steer_budget")
    if ask.org_unit is not None:
        expect_reached(actor, ask.org_unit)
    reason, key = reason_of(ask.reason), _key(ask)
    async with work.begin(ask, actor, use="rights.drop_budget_line", answer=BudgetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_row(tx, ask.budget, actor)
        rule = Rule.filter(budget=row.id, kind=ask.kind.value, key=key).using_db(tx.conn)
        if not await rule.delete():
            raise RuleMissing(ask.kind.value)
        facts = {"kind": ask.kind.value, "key": key, "reason": reason}
        tx.audit("rights.budget_line_dropped", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(standing(row))


def _key(ask: SetLine | DropLine) -> str:
    """Give what a rule is of: nothing for periods, an activity's or an org unit's id."""
    given = {LineKind.ACTIVITY: ask.activity, LineKind.UNIT: ask.org_unit}.get(ask.kind)
    if ask.kind in PERIODS:
        return ""
    if given is None:
        path = "activity" if ask.kind is LineKind.ACTIVITY else "org_unit"
        raise Malformed(because("rights.reason.line_subject"), path)
    return str(given)


async def _expect_known(tx: Tx[Any], key: str, kind: LineKind) -> None:
    if key and UUID(key) not in await names_of(tx, [UUID(key)]):
        raise Malformed(
            because("rights.reason.line_subject"), "activity" if kind is LineKind.ACTIVITY else "org_unit"
        )


async def _write(tx: Tx[Any], row: Budget, ask: SetLine, key: str) -> None:
    """Keep the rule and the line that it holds now."""
    kind = ask.kind.value
    found = await Rule.filter(budget=row.id, kind=kind, key=key).using_db(tx.conn).first()
    if found is None:
        who = {"made_by": tx.actor.id, "made_at": tx.now}
        made = {"budget": row.id, "kind": kind, "key": key, "cap_minor": ask.cap_minor}
        await Rule.create(using_db=tx.conn, id=new_id(), **made, **who)
    else:
        found.cap_minor = ask.cap_minor
        await found.save(using_db=tx.conn, update_fields=["cap_minor"])
    held = key or period_key(ask.kind, tx.now, row.zone)
    line = await Line.filter(budget=row.id, kind=kind, key=held).using_db(tx.conn).first()
    if line is None:
        if key:
            made = {"budget": row.id, "kind": kind, "key": held, "cap_minor": ask.cap_minor}
            await Line.create(using_db=tx.conn, **made)
    else:
        promised = line.reserved_minor + line.spent_minor
        if ask.cap_minor < promised:
            raise RuleBelowPromised(Money(promised, row.currency))
        line.cap_minor = ask.cap_minor
        await line.save(using_db=tx.conn, update_fields=["cap_minor"])
    if not row.lined:
        row.lined = True
        await row.save(using_db=tx.conn, update_fields=["lined"])
