"""An order read under its lock for an act of staff, with what decides over it.

Invariant   lock order: order, budget, entitlement; provider's answers take the order's lock first too
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.entitlements.locking import Right, find_right
from largesse.rights.order_queue.case import OrderMissing, Standing
from largesse.rights.orders.failover import waits
from largesse.rights.orders.outcome import lock_order
from largesse.rights.orders.records import Order
from largesse.store.work import Tx

# What stands beside an order ``o`` of a right ``e``.
BESIDE = """
  not exists (select from rights_order n where n.entitlement = o.entitlement and n.id <> o.id
              and (n.placed_at, n.id) > (o.placed_at, o.id)) as newest,
  exists (select from rights_offer f where f.sku = e.sku and f.state = 'active' and not exists (
            select from rights_order c where c.chain = o.chain and c.offer = f.id)) as more,
  rights_asked_nobody(o.offer, o.why) as nobody,
  not rights_asked_nobody(o.offer, o.why) and
    coalesce((select v.state = 'paused' from rights_provider v where v.id = o.provider), false) as paused
"""
_STANDS = (
    f"select {BESIDE} from rights_order o join rights_entitlement e on e.id = o.entitlement where o.id = $1"  # noqa: S608 - constants
)


@dataclass(frozen=True)
class _Beside:
    newest: bool
    more: bool
    paused: bool
    nobody: bool


@dataclass(frozen=True)
class Locked:
    """An order whose row is locked, its right as it stands, and what decides over acts."""

    order: Order
    right: Right
    standing: Standing


async def lock_case(tx: Tx[Any], order: UUID, actor: Actor) -> Locked:
    """Lock an order of a right within reach.

    Raises:
        OrderMissing: ``rights.order_missing``.
    """
    row = await lock_order(tx, order)
    beside = await tx.one(_Beside, _STANDS, order)
    if row is None or beside is None:
        raise OrderMissing
    right = await find_right(tx, row.entitlement)
    actor.reach(right.org_unit, OrderMissing())
    standing = Standing(
        state=row.state,
        paused=beside.paused,
        waits=waits(tx, right),
        newest=beside.newest,
        more=beside.more,
        sla_state=row.sla_state,
        sla_cause=row.sla_cause,
        nobody=beside.nobody,
    )
    return Locked(row, right, standing)
