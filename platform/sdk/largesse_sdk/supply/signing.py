"""Signed notices: HMAC-SHA256 over time and body, no older than five minutes.

Source      header ``t=<unix seconds>,v1=<hex>`` over ``<t>.<body>``
"""

import hmac
import json
from datetime import UTC, datetime
from typing import Any

from largesse_sdk.context import Ctx
from largesse_sdk.contracts.rights_types import Verified
from largesse_sdk.errors import AuthFailed
from largesse_sdk.values import RawRequest

AGE_MAX_S = 300


async def verified(ctx: Ctx, raw: RawRequest, header: str) -> Verified:
    """Prove a notice by its signature and its time; the secret ``callback_secret`` stays with the host.

    Raises:
        AuthFailed: one of them is wrong, or the body names no event.
    """
    stamp, given = _header(raw.headers.get(header, ""))
    expected = await ctx.host.hmac_sha256("callback_secret", f"{stamp}.".encode() + raw.body)
    if not hmac.compare_digest(expected.hex().encode(), given.encode("utf-8", "replace")):
        raise AuthFailed("the signature is wrong")
    now = await ctx.host.now()
    if abs(now.timestamp() - stamp) > AGE_MAX_S:
        raise AuthFailed("the signature is too old")
    event = body_of(raw).get("event_id")
    if not isinstance(event, str) or not event:
        raise AuthFailed("the body names no event")
    return Verified(event_id=event, scheme="hmac-sha256", signed_at=datetime.fromtimestamp(stamp, UTC))


def body_of(raw: RawRequest) -> dict[str, Any]:
    """Read a notice's JSON object.

    Raises:
        AuthFailed: it is none.
    """
    try:
        body = json.loads(raw.body)
    except ValueError as error:
        raise AuthFailed("the body is not JSON") from error
    if not isinstance(body, dict):
        raise AuthFailed("the body is not an object")
    return body


def _header(text: str) -> tuple[int, str]:
    parts = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
    stamp = parts.get("t", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 11):
        raise AuthFailed("there is no signature")
    return int(stamp), parts.get("v1", "")
