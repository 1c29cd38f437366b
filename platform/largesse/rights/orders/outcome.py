"""What an order comes to: the provider's yes or no, kept with what it means for the right.

Invariant   the order's row is locked by the caller
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.rights.entitlements.entitlement import State, move
from largesse.rights.entitlements.locking import keep_right, lock_right
from largesse.rights.entitlements.validity import forget_claim
from largesse.rights.order_clocks.keep import stop
from largesse.rights.orders.cost import first_cost, follow_cost
from largesse.rights.orders.records import Order
from largesse.store.sealing import seal
from largesse.store.work import Tx

SETTLED = "rights.order_settled.v1"
CODE_MAX = 100
CANCELLED = "provider.cancelled"
BY_HAND, REFUSED_AFTER = "staff.done", "provider.refused_after"


async def lock_order(tx: Tx[Any], order: UUID) -> Order | None:
    """Lock an order and read it."""
    return await Order.filter(id=order).using_db(tx.conn).select_for_update(no_key=True).first()


async def complete(tx: Tx[Any], order: Order, data: dict[str, Any], *, at: datetime | None = None) -> None:
    """Take the provider's yes: keep reference and voucher, make the right usable.

    Args:
        tx: the transaction that locked the order.
        order: what was ordered.
        data: the provider's answer, as ``rights_provider.v1`` says it.
        at: when that happened, where it was told later; None: now.
    """
    voucher = next((v.get("code") for v in data.get("vouchers") or [] if v.get("code")), None)
    order.state, order.code, order.due_at, order.settled_at = "completed", None, None, tx.now
    order.provider_ref = data.get("provider_ref") or order.provider_ref
    if voucher:
        order.voucher_sealed = seal(voucher.encode(), f"rights.voucher:{order.id}")
    await order.save(
        using_db=tx.conn,
        update_fields=["state", "code", "due_at", "settled_at", "provider_ref", "voucher_sealed"],
    )
    await stop(tx, order.id, at or tx.now)
    right = await follow_cost(tx, order.entitlement, order.settle_minor)
    if right.state is State.ISSUED:
        await keep_right(tx, right, move(right.entitlement, State.ACTIVE))
    _note(tx, order, data.get("provider_ref"))


async def cancel(tx: Tx[Any], order: Order) -> bool:
    """Take the provider's notice that it has cancelled what it had served; False where it was used.

    An unused right is the client's to be claimed again, and shows no voucher that the provider refuses.
    """
    right = await follow_cost(tx, order.entitlement, await first_cost(tx, order))
    if right.units_used:
        return False
    order.state, order.code, order.settled_at = "cancelled", CANCELLED, tx.now
    await order.save(using_db=tx.conn, update_fields=["state", "code", "settled_at"])
    if right.state is State.ACTIVE:
        await keep_right(tx, right, move(right.entitlement, State.ISSUED))
        await forget_claim(tx, right)
    _note(tx, order, order.provider_ref)
    return True


async def fail(tx: Tx[Any], order: Order, code: str) -> None:
    """Take the provider's no: the right stays the client's and may be claimed again."""
    order.state, order.code, order.due_at, order.settled_at = "failed", code[:CODE_MAX], None, tx.now
    await order.save(using_db=tx.conn, update_fields=["state", "code", "due_at", "settled_at"])
    await stop(tx, order.id, None)
    await forget_claim(tx, await lock_right(tx, order.entitlement))
    _note(tx, order, None)


def _note(tx: Tx[Any], order: Order, provider_ref: str | None) -> None:
    tx.emit(
        SETTLED,
        str(order.id),
        {
            "order": str(order.id),
            "entitlement": str(order.entitlement),
            "state": order.state,
            "provider_ref": provider_ref,
            "order_ref": order.request_id,
            "installation": str(order.installation),
            "at": tx.now.isoformat(),
        },
    )
