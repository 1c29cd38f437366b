"""The lounge's callbacks: HMAC-SHA256 over time and body, no older than five minutes.

Source      header ``x-lounge-signature: t=<unix seconds>,v1=<hex>`` over ``<t>.<body>``
"""

import hmac
import json
from datetime import UTC, datetime
from typing import Any

from largesse_sdk import AuthFailed, Ctx, EventKind, ProviderEvent, RawRequest, Verified

AGE_MAX_S = 300
_KINDS: dict[str, EventKind] = {
    "order.confirmed": "issued",
    "order.used": "used",
    "order.expired": "expired",
    "order.cancelled": "cancelled",
}


async def verify(ctx: Ctx, raw: RawRequest) -> Verified:
    """Prove a callback by its signature and its time.

    Raises:
        AuthFailed: one of them is wrong, or the body names no event.
    """
    stamp, given = _header(raw.headers.get("x-lounge-signature", ""))
    expected = await ctx.host.hmac_sha256("callback_secret", f"{stamp}.".encode() + raw.body)
    if not hmac.compare_digest(expected.hex().encode(), given.encode("utf-8", "replace")):
        raise AuthFailed("the signature is wrong")
    now = await ctx.host.now()
    if abs(now.timestamp() - stamp) > AGE_MAX_S:
        raise AuthFailed("the signature is too old")
    event = _body(raw).get("event_id")
    if not isinstance(event, str) or not event:
        raise AuthFailed("the body names no event")
    return Verified(event_id=event, scheme="hmac-sha256", signed_at=datetime.fromtimestamp(stamp, UTC))


def parse(raw: RawRequest) -> tuple[ProviderEvent, ...]:
    """Read a proved callback; a kind that we do not know is ``unknown``."""
    body = _body(raw)
    order = body["order"]
    return (
        ProviderEvent(
            kind=_KINDS.get(str(body.get("kind")), "unknown"),
            provider_ref=str(order["order_no"]),
            order_ref=order.get("partner_order"),
            at=datetime.fromisoformat(str(body["at"])),
            data={
                "place": order.get("place"),
                "said": body.get("kind"),
                "amount_minor": order.get("price_fen"),
            },
        ),
    )


def _header(text: str) -> tuple[int, str]:
    parts = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
    stamp = parts.get("t", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 11):
        raise AuthFailed("there is no signature")
    return int(stamp), parts.get("v1", "")


def _body(raw: RawRequest) -> dict[str, Any]:
    try:
        body = json.loads(raw.body)
    except ValueError as error:
        raise AuthFailed("the body is not JSON") from error
    if not isinstance(body, dict):
        raise AuthFailed("the body is not an object")
    return body
