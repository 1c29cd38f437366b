"""Expiry: rights whose time is over end, and the money promised for them is free again.

Invariant   the unit stays issued: an expired right does not return to stock;
            a right does not end while its provider may still say yes
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.rights.budgets.budget import release
from largesse.rights.budgets.locking import keep_budget, lock_budget
from largesse.rights.entitlements.entitlement import State, move
from largesse.rights.entitlements.locking import find_right, keep_right, lock_right
from largesse.store.work import Tx, Work

ROUND_MAX = 200
_ASKED = """
select 1 from rights_order where entitlement = $1 and state in ('created', 'submitted', 'unknown', 'accepted')
"""
_DUE = """
select e.id from rights_entitlement e
where e.valid_to <= now() and e.state in ('issued', 'active', 'suspended')
  and not exists (select 1 from rights_order o where o.entitlement = e.id
                  and o.state in ('created', 'submitted', 'unknown', 'accepted'))
order by e.valid_to limit $1
"""
_ENDS = frozenset({State.ISSUED, State.ACTIVE, State.SUSPENDED})


@dataclass(frozen=True)
class _Due:
    id: UUID


async def expire_due(work: Work) -> None:
    """End what is over, at most 200 rights a round, each in its own transaction."""
    async with work.read() as read:
        due = await read.all(_Due, _DUE, ROUND_MAX)
    for one in due:
        async with work.job() as tx:
            await expire(tx, one.id)


async def expire(tx: Tx[Any], entitlement: UUID) -> None:
    """End one right if its time is over."""
    found = await find_right(tx, entitlement)
    budget = await lock_budget(tx, found.budget)
    right = await lock_right(tx, entitlement)
    asked = await tx.value(_ASKED, entitlement)
    if right.state not in _ENDS or tx.now < right.valid_to or asked:
        return
    unused = right.unit_cost_minor * (right.units - right.units_used) // right.units
    await keep_right(tx, right, move(right.entitlement, State.EXPIRED))
    await keep_budget(tx, release(budget, unused))
    payload = {
        "entitlement": str(entitlement),
        "holder": str(right.holder),
        "batch": str(right.batch),
        "at": tx.now.isoformat(),
    }
    tx.emit("rights.right_expired.v1", str(entitlement), payload)
