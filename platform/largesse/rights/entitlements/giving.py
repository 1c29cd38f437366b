"""One unit of a batch, about to be given: locked with its money, and refused in words where it cannot be.

Invariant   lock order: budget, batch; whoever passes here and grants passes no stock, cap, pace or line
"""

from typing import Any
from uuid import UUID

from largesse.rights.batches.batch import BatchWrongState
from largesse.rights.batches.locking import Giving, lock_giving
from largesse.rights.batches.records import Batch
from largesse.rights.batches.stock import issue
from largesse.rights.budgets.supply import Want, lock_supply
from largesse.store.work import Tx


async def lock_one(tx: Tx[Any], batch: Batch, holder: UUID) -> Giving:
    """Lock a batch with its budget for one unit; the grant then moves what is only looked at here.

    Raises:
        BatchWrongState: ``rights.batch_wrong_state``: also outside of its window.
        BudgetWrongState, BudgetExhausted, BudgetPaced, LineExhausted: of its budget.
        StockExhausted: ``rights.stock_exhausted``.
    """
    purse = await lock_supply(tx, [Want(batch.id, None, holder)], [batch.budget])
    found = await lock_giving(tx, batch.id)
    if not found.open_at(tx.now):
        raise BatchWrongState(found.state)
    purse.take(1, batch.budget, found.unit_cost_minor)
    issue(found.stock, 1)
    return found
