"""What a provider reports by itself: an order was issued, used or cancelled; read from verified callbacks.

Invariant   a repeated report changes nothing; a use is booked at its own time, whatever became of the right
            meanwhile; what cannot be booked is raised, so that its delivery waits before people;
            a report about nothing of ours is let go, unless it says that something was used
Source      docs/explanation/fulfilment.md
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import structlog

from largesse.kernel.errors import Missing, Refusal
from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.orders.order import is_live, is_open
from largesse.rights.orders.outcome import CANCELLED, cancel, complete, fail, lock_order
from largesse.rights.orders.records import Order
from largesse.rights.redemptions.records import USE, Redemption
from largesse.rights.redemptions.use import ReferenceTaken, Use, use_right
from largesse.store.outbox import Event
from largesse.store.work import Tx

log = structlog.get_logger(__name__)
PROOF_MAX = 200
_YES = frozenset({"issued", "used"})
_UNDONE = frozenset({"cancelled", "refunded"})


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What ``plugging.provider_event_received.v1`` carries."""

    installation: UUID
    kind: str
    at: datetime
    event_id: str
    provider_ref: str | None
    order_ref: str | None
    data: dict[str, Any] | None


@dataclass(frozen=True)
class OrderUnknown(Missing):
    """A provider says that an order was used, and no order of ours has its references."""

    code = "rights.order_unknown"
    provider_ref: str | None
    order_ref: str | None


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
        OrderUnknown, OrderUsed, OrderReplaced: people must look.
        WrongState, BudgetExhausted, ReferenceTaken: a use that cannot be booked as things stand.
    """
    report = msgspec.convert(event.payload, Report, strict=False)
    order = await _order(tx, report)
    if order is None:
        if report.kind == "used":
            raise OrderUnknown(report.provider_ref, report.order_ref)
        log.info("provider_event_of_nothing", kind=report.kind, installation=str(report.installation))
        return
    if report.kind in _YES and order.state != "completed":
        await _served(tx, order, report)
    if report.kind in _UNDONE:
        await _undone(tx, order)
    if report.kind == "used":
        await _use(tx, order, report)


async def _served(tx: Tx[Any], order: Order, report: Report) -> None:
    """Complete an order, also one that the provider had refused or cancelled before it served it."""
    if not is_open(order.state):
        others = Order.filter(entitlement=order.entitlement).exclude(id=order.id).using_db(tx.conn)
        if any(is_live(other.state) for other in await others):
            raise OrderReplaced(order.request_id)
        if report.kind == "issued" and order.code == CANCELLED:
            return  # told before it was cancelled, and heard after
    await complete(tx, order, {"provider_ref": report.provider_ref, **(report.data or {})})


async def _undone(tx: Tx[Any], order: Order) -> None:
    if is_open(order.state):
        await fail(tx, order, CANCELLED)
    elif order.state == "completed" and not await cancel(tx, order):
        raise OrderUsed(order.request_id)


async def _use(tx: Tx[Any], order: Order, report: Report) -> None:
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


async def _order(tx: Tx[Any], report: Report) -> Order | None:
    """Lock the order that a report is about: by the provider's own reference, or by ours."""
    found = await tx.value(
        "select id from rights_order where installation = $1 and (provider_ref = $2 or request_id = $3)"
        " order by id desc limit 1 for no key update",
        report.installation,
        report.provider_ref,
        report.order_ref,
    )
    return await lock_order(tx, found) if found else None
