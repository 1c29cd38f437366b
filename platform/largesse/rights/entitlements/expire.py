"""Expiry: rights whose time is over end, and the money promised for them is free again.

Invariant   the unit stays issued: an expired right does not return to stock;
            a right does not end while its provider may still say yes
"""

from typing import Any
from uuid import UUID

from largesse.rights.budgets.budget import release
from largesse.rights.entitlements.entitlement import State, move
from largesse.rights.entitlements.register import find_right, keep_budget, keep_right, lock_budget, lock_right
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


async def expire_due(work: Work) -> None:
    """End what is over, at most 200 rights a round, each in its own transaction."""
    async with work.read() as read:
        rows = await read.rows(_DUE, ROUND_MAX)
    for row in rows:
        async with work.job() as tx:
            await expire(tx, row["id"])


async def forget_failures(work: Work) -> None:
    """Forget wrong digits at counters after a day; they only count for a quarter of an hour."""
    async with work.job() as tx:
        await tx.run("delete from rights_counter_failure where window_at < now() - interval '1 day'")


async def expire(tx: Tx[Any], entitlement: UUID) -> None:
    """End one right if its time is over."""
    found = await find_right(tx, entitlement)
    if found is None:
        return
    budget = await lock_budget(tx, found["budget"])
    right, row = await lock_right(tx, entitlement)
    asked = await tx.value(_ASKED, entitlement)
    if right.state not in _ENDS or tx.now < right.valid_to or asked:
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
