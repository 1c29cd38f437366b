"""A budget's money, read under its lock and kept with a guard.

Invariant   lock order of the room: budget, batch, entitlement
"""

from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.rights.budgets.budget import Budget
from largesse.store.work import Tx


async def lock_budget(tx: Tx[Any], budget: UUID) -> Budget:
    """Lock a budget and read it."""
    found = await tx.one(
        Budget,
        "select id, currency, cap_minor, reserved_minor, spent_minor from rights_budget"
        " where id = $1 for no key update",
        budget,
    )
    if found is None:
        raise Contended
    return found


async def keep_budget(tx: Tx[Any], after: Budget) -> None:
    """Keep a budget as decided; the cap stands again in the guard."""
    count = await tx.run(
        "update rights_budget set reserved_minor = $2, spent_minor = $3 where id = $1"
        " and $2::bigint + $3::bigint <= cap_minor",
        after.id,
        after.reserved_minor,
        after.spent_minor,
    )
    if count != 1:
        raise Contended
