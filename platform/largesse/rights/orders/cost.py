"""What a right costs follows the offer that serves it: the difference goes back to its budget.

Invariant   lock order of the room: budget, then entitlement; a budget never promises more than its cap for it
Source      docs/decisions/0073-an-order-is-routed-by-its-id.md
"""

from typing import Any
from uuid import UUID

from largesse.rights.budgets.budget import Budget, release, reserve
from largesse.rights.budgets.locking import keep_budget, lock_budget
from largesse.rights.entitlements.entitlement import State
from largesse.rights.entitlements.locking import Right, find_right, lock_right
from largesse.rights.orders.records import Order
from largesse.store.work import Tx

_FIRST = (
    "select b.unit_cost_minor from rights_entitlement e join rights_batch b on b.id = e.batch where e.id = $1"
)
_KEEP = "update rights_entitlement set unit_cost_minor = $2 where id = $1"
_PROMISED = frozenset({State.ISSUED, State.ACTIVE, State.RESERVED, State.SUSPENDED, State.TRANSFERRING})
_COSTED = _PROMISED | {State.EXPIRED}


async def first_cost(tx: Tx[Any], order: Order) -> int | None:
    """Give what a right was promised with before an offer made it cheaper; None where no offer did."""
    found: int | None = await tx.value(_FIRST, order.entitlement) if order.offer else None
    return found


async def follow_cost(tx: Tx[Any], entitlement: UUID, cost_minor: int | None) -> Right:
    """Lock a right and let it cost so much from now on, if its budget can bear it; None: as much as before.

    A right of which a unit was used keeps its cost. Where the budget has promised the money to others, the
    cost stays too, and what the provider bills beyond it is a break that people see.
    """
    found = await find_right(tx, entitlement)
    if cost_minor is None or cost_minor == found.unit_cost_minor:
        return await lock_right(tx, entitlement)
    budget = await lock_budget(tx, found.budget)
    right = await lock_right(tx, entitlement)
    if right.units_used or right.state not in _COSTED:
        return right
    if right.state in _PROMISED:
        after = _moved(budget, cost_minor - right.unit_cost_minor)
        if after is None:
            return right
        await keep_budget(tx, after, right.id)
    await tx.run(_KEEP, right.id, cost_minor)
    return await lock_right(tx, entitlement)


def _moved(budget: Budget, more_minor: int) -> Budget | None:
    """Promise so much more, or less; None where that is not free. Lines never grow by it."""
    if more_minor <= 0:
        return release(budget, -more_minor)
    if budget.lined or budget.left_minor < more_minor:
        return None
    return reserve(budget, more_minor)
