"""Stop a budget, or open it again: nothing is given on a stopped one, and what was given stays."""

from dataclasses import dataclass
from enum import Enum

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.budgets.budget import BudgetWrongState
from largesse.rights.budgets.records import BudgetId
from largesse.rights.budgets.rows import BudgetStanding, lock_row, standing
from largesse.rights.reason import reason_of
from largesse.store.work import Work


class BudgetStep(Enum):
    """What to do with a budget."""

    STOP = "stop"
    REOPEN = "reopen"


_STEPS = {BudgetStep.STOP: ("active", "stopped"), BudgetStep.REOPEN: ("stopped", "active")}


@dataclass(frozen=True, kw_only=True)
class SteerBudget(Ask):
    """Stop a budget or open it again."""

    budget: BudgetId = asked("The budget, bud_….", id="bud")
    step: BudgetStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


def steps(state: str) -> tuple[BudgetStep, ...]:
    """Give the steps that a budget in this state can take."""
    return tuple(step for step, (before, _) in _STEPS.items() if state == before)


async def steer_budget(ask: SteerBudget, *, actor: Actor, work: Work) -> BudgetStanding:
    """Stop a budget or open it again.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        BudgetWrongState: ``rights.budget_wrong_state``.
    """
    actor.must("rights.steer_budget")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.steer_budget", answer=BudgetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_row(tx, ask.budget, actor)
        before, after = _STEPS[ask.step]
        if row.state != before:
            raise BudgetWrongState(row.state)
        row.state = after
        await row.save(using_db=tx.conn, update_fields=["state"])
        facts = {"from": before, "to": after, "reason": reason}
        tx.audit("rights.budget_steered", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(standing(row))
