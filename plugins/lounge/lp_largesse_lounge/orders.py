"""The lounge's words in ours. Pure.

Invariant   a status that we do not know is UNKNOWN, never success
"""

from datetime import datetime
from typing import Any

from largesse_sdk import CatalogueItem, Fulfilment, Money, Outcome, Place, Voucher

_OUTCOMES = {
    "confirmed": Outcome.SUCCEEDED,
    "used": Outcome.SUCCEEDED,
    "accepted": Outcome.PENDING,
    "rejected": Outcome.FAILED,
    "cancelled": Outcome.FAILED,
}


def fulfilment(order: dict[str, Any]) -> Fulfilment:
    """Read an order as the lounge shows it."""
    status = str(order.get("status", ""))
    outcome = _OUTCOMES.get(status, Outcome.UNKNOWN)
    code = order.get("code")
    valid_to = instant(order.get("valid_to"))
    if outcome is Outcome.SUCCEEDED and (not code or not order.get("order_no")):
        outcome = Outcome.UNKNOWN
    return Fulfilment(
        outcome=outcome,
        provider_ref=order.get("order_no"),
        order_ref=order.get("partner_order"),
        vouchers=(Voucher(code=str(code), valid_to=valid_to),) if code else (),
        status=status,
        used_at=instant(order.get("used_at")),
    )


def item(product: dict[str, Any]) -> CatalogueItem:
    """Read a product of the lounge's list."""
    return CatalogueItem(
        sku=str(product["sku"]),
        title=dict(product["title"]),
        summary=dict(product["summary"]),
        category="travel.lounge",
        cost=Money(amount_minor=int(product["price_fen"]), currency="CNY"),
        face_value=Money(amount_minor=int(product["face_fen"]), currency="CNY"),
        has_places=True,
        valid_days=int(product["valid_days"]),
        form_schema={
            "type": "object",
            "properties": {
                "name": {
                    "type": "string",
                    "maxLength": 60,
                    "x-field": "beneficiary.name",
                    "x-purpose": {"zh-CN": "贵宾厅前台核对宾客名单", "en": "Guest list at the lounge desk"},
                }
            },
        },
    )


def place(lounge: dict[str, Any]) -> Place:
    """Read a lounge."""
    return Place(
        ref=str(lounge["ref"]),
        name=dict(lounge["name"]),
        city=str(lounge["city"]),
        address=dict(lounge["address"]),
        opens=str(lounge["opens"]),
    )


def instant(text: Any) -> datetime | None:
    """Read an RFC 3339 instant; None where there is none."""
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None
