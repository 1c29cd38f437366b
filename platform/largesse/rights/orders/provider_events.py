"""What a provider reports by itself moves the order and its right; read from verified callbacks.

Invariant   a repeated report changes nothing; a use is booked at its own time, whatever became of the right
            meanwhile; what cannot be booked is raised, so that its delivery waits before people;
            a parcel's or case's step that is older than a cancellation or return told already moves nothing
Source      docs/explanation/fulfilment.md
"""

from dataclasses import dataclass
from typing import Any

import structlog

from largesse.kernel.errors import Refusal
from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.order_events.note import let_go, note, order_of
from largesse.rights.order_events.order_event import Means, Report, means, report_of
from largesse.rights.order_events.reads import undone_after
from largesse.rights.orders.order import is_live, is_open
from largesse.rights.orders.outcome import CANCELLED, cancel, complete, fail, lock_order
from largesse.rights.orders.records import Order
from largesse.rights.redemptions.missed import booking_at_provider, visit_taken
from largesse.rights.redemptions.records import USE, Redemption
from largesse.rights.redemptions.use import ReferenceTaken, Use, use_right
from largesse.store.outbox import Event
from largesse.store.work import Tx

log = structlog.get_logger(__name__)
PROOF_MAX = 200
_YES = frozenset({"served", "used"})


@dataclass(frozen=True)
class OrderUsed(Refusal):
    """A provider cancels an order whose right was used: the use is reversed first, or stands."""

    code = "rights.order_used"
    order_ref: str


@dataclass(frozen=True)
class OrderReplaced(Refusal):
    """A provider serves an order that it had refused, and the client has ordered anew meanwhile."""

    code = "rights.order_replaced"
    order_ref: str


async def take_report(event: Event, tx: Tx[Any]) -> None:
    """Act on ``plugging.provider_event_received.v1``.

    Raises:
        OrderUsed, OrderReplaced, OrderUnknown: people must look.
        WrongState, BudgetExhausted, ReferenceTaken: a use that cannot be booked as things stand.
    """
    report = report_of(event.payload)
    found = await order_of(tx, report)
    order = await lock_order(tx, found) if found else None
    if order is None:
        let_go(report)
        return
    await note(tx, order.id, report)
    meaning = means(report.kind, report.facts)
    overtaken = meaning == "served" or report.kind == "delivered"
    if overtaken and await undone_after(tx, order.id, report.at):
        log.info("provider_event_overtaken", kind=report.kind, order=str(order.id))
        return
    if meaning in _YES and order.state != "completed":
        await _served(tx, order, report, meaning)
    if meaning == "undone":
        await _undone(tx, order)
    if meaning == "used":
        await _use(tx, order, report)


async def _served(tx: Tx[Any], order: Order, report: Report, meaning: Means) -> None:
    """Complete an order, also one that the provider had refused or cancelled before it served it."""
    if not is_open(order.state):
        others = Order.filter(entitlement=order.entitlement).exclude(id=order.id).using_db(tx.conn)
        if any(is_live(other.state) for other in await others):
            raise OrderReplaced(order.request_id)
        if meaning == "served" and order.code == CANCELLED:
            return  # told before it was cancelled, and heard after
    answer = {"provider_ref": report.provider_ref, "vouchers": report.vouchers}
    await complete(tx, order, answer, at=report.at)


async def _undone(tx: Tx[Any], order: Order) -> None:
    if is_open(order.state):
        await fail(tx, order, CANCELLED)
    elif order.state == "completed" and not await cancel(tx, order):
        raise OrderUsed(order.request_id)


async def _use(tx: Tx[Any], order: Order, report: Report) -> None:
    booking = await booking_at_provider(tx, order.entitlement)
    if booking and await visit_taken(tx, booking):
        log.info("provider_event_paid", entitlement=str(order.entitlement))
        return
    used = Use(
        order.entitlement,
        "callback",
        f"callback:{report.event_id}"[:PROOF_MAX],
        provider_ref=report.provider_ref or order.provider_ref,
        order_ref=order.request_id,
        at=report.at,
    )
    try:
        await use_right(tx, used)
    except AlreadyUsed:
        log.info("provider_event_repeated", entitlement=str(order.entitlement))
    except ReferenceTaken:
        known = Redemption.filter(entitlement=order.entitlement, provider_ref=used.provider_ref, kind=USE)
        if not await known.using_db(tx.conn).exists():
            raise  # another right was used under it
        log.info("provider_event_repeated", entitlement=str(order.entitlement))
