"""Give an order to another offer of its SKU, only where the provider surely did nothing.

Invariant   the caller has locked the order and knows that it was not sent, or was definitely refused; what is
            unknown never comes here; each offer is asked once in a chain, so that it ends
Source      docs/explanation/fulfilment.md
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.ids import new_id
from largesse.rights.catalogue.providers import ProviderPaused
from largesse.rights.entitlements.entitlement import State
from largesse.rights.entitlements.locking import Right, lock_right
from largesse.rights.entitlements.placing import ProviderAway, Target, next_target, place, waits_for_offer
from largesse.rights.entitlements.validity import note_claim
from largesse.rights.order_clocks.keep import stop
from largesse.rights.orders.records import Order
from largesse.store.work import Tx

REROUTED = "rights.order_rerouted.v1"
CODE_MAX = 100
_TRIED = "select offer as id from rights_order where chain = $1 and offer is not null"


@dataclass(frozen=True)
class _Tried:
    id: UUID


async def elsewhere(tx: Tx[Any], order: Order, code: str | None) -> bool:
    """Give the order to the next offer that can take it; False where none can, or the right waits no more."""
    right = await lock_right(tx, order.entitlement)
    waited = waits_for_offer(order)
    if (order.offer is None and not waited) or not waits(tx, right):
        return False
    try:
        target = await next_target(tx, right, new_id(), await tried(tx, order))
    except (ProviderPaused, ProviderAway):
        return False
    if target is None or not await hand_over(tx, order, right, target, code):
        return False
    if waited:
        await note_claim(tx, right)  # its validity runs from when somebody serves it
    return True


def waits(tx: Tx[Any], right: Right) -> bool:
    """Tell whether a locked right still waits to be served."""
    return right.state is State.ISSUED and tx.now < right.valid_to


async def tried(tx: Tx[Any], order: Order) -> frozenset[UUID]:
    """Give the offers that were asked in the order's chain."""
    if order.chain is None:
        return frozenset()
    return frozenset(one.id for one in await tx.all(_Tried, _TRIED, order.chain))


async def hand_over(tx: Tx[Any], order: Order, right: Right, target: Target, code: str | None) -> bool:
    """Close the order as rerouted and place its successor; False where another one is live."""
    order.state, order.code, order.due_at = "rerouted", (code or "")[:CODE_MAX] or None, None
    order.settled_at = order.settled_at or tx.now
    await order.save(using_db=tx.conn, update_fields=["state", "code", "due_at", "settled_at"])
    await stop(tx, order.id, None)
    if not await place(tx, right, target, order.chain or order.id):
        return False
    payload = {
        "order": str(order.id),
        "next": str(target.order),
        "entitlement": str(right.id),
        "org_unit": str(right.org_unit),
        "at": tx.now.isoformat(),
    }
    tx.emit(REROUTED, str(order.id), payload)
    return True
