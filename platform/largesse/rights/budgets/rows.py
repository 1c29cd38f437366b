"""A budget's whole row under its lock, for what people decide of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.budgets.budget import BudgetMissing
from largesse.rights.budgets.records import Budget, BudgetId
from largesse.store.work import Tx


@dataclass(frozen=True)
class BudgetStanding:
    """A budget and how it stands now."""

    budget: BudgetId
    state: str


async def lock_row(tx: Tx[Any], budget: UUID, actor: Actor) -> Budget:
    """Lock a budget within reach.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
    """
    row = await Budget.filter(id=budget).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise BudgetMissing(budget)
    actor.reach(row.org_unit, BudgetMissing(budget))
    return row


def standing(row: Budget) -> BudgetStanding:
    """Give how a row stands."""
    return BudgetStanding(BudgetId(row.id), row.state)
