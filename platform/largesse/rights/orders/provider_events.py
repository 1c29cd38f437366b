"""What a provider reports by itself moves the order and its right; read from verified callbacks.

Invariant   a repeated report changes nothing; a use is booked at its own time, whatever became of the right
            meanwhile; what cannot be booked is raised, so that its delivery waits before people;
            a parcel's or case's step that is older than a cancellation or return told already moves nothing
Source      docs/explanation/fulfilment.md
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog

from largesse.kernel.errors import Refusal
from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.order_events.note import let_go, note, order_of
from largesse.rights.order_events.order_event import Means, Report, means, report_of
from largesse.rights.order_events.reads import undone_after
from largesse.rights.orders.order import is_live, is_open
from largesse.rights.orders.outcome import CANCELLED, cancel, complete, fail, lock_order
from largesse.rights.orders.records import Order
from largesse.rights.redemptions.missed import Visit, booking_at_provider, visit_taken
from largesse.rights.redemptions.named import booked_otherwise, name_of
from largesse.rights.redemptions.use import ReferenceTaken, Use, told_under, use_right
from largesse.store.outbox import Event
from largesse.store.work import Tx

log = structlog.get_logger(__name__)
PROOF_MAX = 200
_YES = frozenset({"served", "used"})
_OF_SEVERAL = "select units > 1 from rights_entitlement where id = $1"
_LEFT = "select units_used < units from rights_entitlement where id = $1"
_REPEATED = """
select units_used = units or exists (select from rights_order_event x
  where x.provider_order = $2 and x.at = $3 and x.event_id <> $4)
from rights_entitlement where id = $1
"""


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


@dataclass(frozen=True)
class VisitUnnamed(Refusal):
    """A right of several visits is used again, and nothing says whether it is the visit told before."""

    code = "rights.visit_unnamed"
    order_ref: str


async def take_report(event: Event, tx: Tx[Any]) -> None:
    """Act on ``plugging.provider_event_received.v1``.

    Raises:
        OrderUsed, OrderReplaced, OrderUnknown: people must look.
        WrongState, BudgetExhausted, ReferenceTaken, VisitUnnamed, AlreadyUsed: a use that cannot be booked as
            things stand.
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
    """Book one unit for one visit, however often and in whatever order it is told."""
    visit = Visit(order.id, order.entitlement, report.at, report.visit)
    booking = await booking_at_provider(tx, visit)
    if booking and await visit_taken(tx, booking):
        log.info("provider_event_paid", entitlement=str(order.entitlement))
        return
    used = Use(
        order.entitlement,
        "callback",
        f"callback:{report.event_id}"[:PROOF_MAX],
        provider_ref=report.provider_ref or order.provider_ref,
        visit=report.visit or name_of(booking),
        order_ref=order.request_id,
        at=report.at,
    )
    if await _is_booked(tx, used, report.kind, visit, booking):
        log.info("provider_event_repeated", entitlement=str(order.entitlement))
        return
    try:
        await use_right(tx, used)
    except AlreadyUsed:
        of_several = report.visit and await tx.value(_OF_SEVERAL, order.entitlement)
        if of_several and not await _is_known(tx, order, used):
            raise  # one visit more than the right is for
        log.info("provider_event_repeated", entitlement=str(order.entitlement))
    except ReferenceTaken:
        if not await _is_known(tx, order, used):
            raise  # another right was used under it
        asked = (order.entitlement, order.id, report.at, report.event_id)
        if not used.visit and report.kind != "delivered" and not await tx.value(_REPEATED, *asked):
            raise VisitUnnamed(order.request_id) from None
        log.info("provider_event_repeated", entitlement=str(order.entitlement))


async def _is_booked(tx: Tx[Any], used: Use, kind: str, visit: Visit, booking: UUID | None) -> bool:
    """Tell whether a visit was booked under its other name."""
    told = await booked_otherwise(tx, visit, booking, used.provider_ref)
    if told is None and kind != "delivered" and await tx.value(_LEFT, used.entitlement):
        raise VisitUnnamed(used.order_ref or "")
    return told or (told is None and kind == "delivered")


async def _is_known(tx: Tx[Any], order: Order, used: Use) -> bool:
    """Tell whether a use was booked of this very right."""
    found = told_under(order.provider, used).filter(entitlement=order.entitlement)
    return await found.using_db(tx.conn).exists()
