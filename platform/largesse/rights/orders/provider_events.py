"""What a provider reports by itself: an order was issued, a right was used; read from verified callbacks.

Invariant   a repeated or late report changes nothing; a report about nothing of ours is let go
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import structlog

from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.orders.order import is_open
from largesse.rights.orders.outcome import complete, fail, lock_order
from largesse.rights.orders.records import Order
from largesse.rights.redemptions.use import ReferenceTaken, Use, use_right
from largesse.store.outbox import Event
from largesse.store.work import Tx

log = structlog.get_logger(__name__)
PROOF_MAX = 200


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What ``plugging.provider_event_received.v1`` carries."""

    installation: UUID
    kind: str
    at: datetime
    event_id: str
    provider_ref: str | None
    order_ref: str | None
    data: dict[str, Any] | None


async def take_report(event: Event, tx: Tx[Any]) -> None:
    """Act on ``plugging.provider_event_received.v1``."""
    report = msgspec.convert(event.payload, Report, strict=False)
    order = await _order(tx, report)
    if order is None:
        log.info("provider_event_of_nothing", kind=report.kind, installation=str(report.installation))
        return
    if report.kind in {"issued", "used"} and is_open(order.state):
        await complete(tx, order, {"provider_ref": report.provider_ref, **(report.data or {})})
    if report.kind == "cancelled" and is_open(order.state):
        await fail(tx, order, "provider.cancelled")
    if report.kind == "used":
        await _use(tx, order, report)


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
    except (AlreadyUsed, ReferenceTaken):
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
