"""What a provider tells by itself: an order was issued, a right was used; read from verified callbacks.

Invariant   a repeated or late notice changes nothing; a notice about nothing of ours is let go
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.orders.fulfil import complete, fail
from largesse.rights.redemptions.use import ReferenceTaken, Use, use_right
from largesse.store.outbox import Event
from largesse.store.work import Tx

log = structlog.get_logger(__name__)
_OPEN = frozenset({"created", "submitted", "unknown", "accepted"})


async def hear(event: Event, tx: Tx[Any]) -> None:
    """Act on ``plugging.provider_event_received.v1``."""
    told = event.payload
    row = await _order(tx, told)
    if row is None:
        log.info("provider_event_of_nothing", kind=told["kind"], installation=told["installation"])
        return
    if told["kind"] in {"issued", "used"} and row["state"] in _OPEN:
        await complete(tx, row, {"provider_ref": told.get("provider_ref"), **(told.get("data") or {})})
    if told["kind"] == "cancelled" and row["state"] in _OPEN:
        await fail(tx, row, "provider.cancelled")
    if told["kind"] == "used":
        await _used(tx, row, told)


async def _used(tx: Tx[Any], row: dict[str, Any], told: dict[str, Any]) -> None:
    asked = Use(
        row["entitlement"],
        "callback",
        f"callback:{told['event_id']}"[:200],
        provider_ref=told.get("provider_ref") or row["provider_ref"],
        order_ref=row["request_id"],
        at=datetime.fromisoformat(told["at"]),
    )
    try:
        await use_right(tx, asked)
    except (AlreadyUsed, ReferenceTaken):
        log.info("provider_event_repeated", entitlement=str(row["entitlement"]))


async def _order(tx: Tx[Any], told: dict[str, Any]) -> dict[str, Any] | None:
    return await tx.row(
        "select * from rights_order where installation = $1 and (provider_ref = $2 or request_id = $3)"
        " order by id desc limit 1 for no key update",
        UUID(told["installation"]),
        told.get("provider_ref"),
        told.get("order_ref"),
    )
