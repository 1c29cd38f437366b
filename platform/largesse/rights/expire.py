"""Expiry: rights whose time is over end, and the money promised for them is free again.

Invariant   the unit stays issued: an expired right does not return to stock
"""

from typing import Any
from uuid import UUID

from largesse.kernel.work import Tx, Work
from largesse.rights.budget import release
from largesse.rights.entitlement import State, move
from largesse.rights.register import find_right, keep_budget, keep_right, lock_budget, lock_right

ROUND_MAX = 200
_ENDS = frozenset({State.ISSUED, State.ACTIVE, State.SUSPENDED})


async def expire_due(work: Work) -> None:
    """End what is over, at most 200 rights a round, each in its own transaction."""
    async with work.read() as read:
        rows = await read.rows(
            "select id from rights_entitlement where valid_to <= now()"
            " and state in ('issued', 'active', 'suspended') order by valid_to limit $1",
            ROUND_MAX,
        )
    for row in rows:
        async with work.job() as tx:
            await expire(tx, row["id"])


async def expire(tx: Tx[Any], entitlement: UUID) -> None:
    """End one right if its time is over."""
    found = await find_right(tx, entitlement)
    if found is None:
        return
    budget = await lock_budget(tx, found["budget"])
    right, row = await lock_right(tx, entitlement)
    if right.state not in _ENDS or tx.now < right.valid_to:
        return
    unused = row["unit_cost_minor"] * (right.units - right.units_used) // right.units
    await keep_right(tx, right, move(right, State.EXPIRED))
    await keep_budget(tx, release(budget, unused))
    payload = {
        "entitlement": str(entitlement),
        "holder": str(row["holder"]),
        "batch": str(row["batch"]),
        "at": tx.now.isoformat(),
    }
    tx.emit("rights.right_expired.v1", str(entitlement), payload)
