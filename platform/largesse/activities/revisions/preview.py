"""Preview links: anyone who has one sees the draft for a while, and nothing else.

Words       *token* revision and expiry with a signature, in base64url
Invariant   a token opens one revision until it expires; it cannot be made without the house's key
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.store.sealing import signature

LASTS = timedelta(hours=24)
_PURPOSE = "activities.preview"
_BODY = 24


@dataclass(frozen=True)
class PreviewExpired(Refusal):
    """The link is over, or was never ours."""

    code = "activities.preview_expired"


def token_of(revision: UUID, expires_at: datetime) -> str:
    """Make a token that opens a revision until ``expires_at`` (whole seconds)."""
    body = revision.bytes + int(expires_at.timestamp()).to_bytes(8, "big")
    return base64.urlsafe_b64encode(body + _mark(body)).decode().rstrip("=")


def opened(token: str, now: datetime) -> UUID:
    """Give the revision that a token opens.

    Raises:
        PreviewExpired: ``activities.preview_expired``.
    """
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise PreviewExpired from None
    body, mark = raw[:_BODY], raw[_BODY:]
    exact = base64.urlsafe_b64encode(raw).decode().rstrip("=") == token
    if not exact or len(body) != _BODY or not hmac.compare_digest(mark, _mark(body)):
        raise PreviewExpired
    if datetime.fromtimestamp(int.from_bytes(body[16:], "big"), UTC) <= now:
        raise PreviewExpired
    return UUID(bytes=body[:16])


def _mark(body: bytes) -> bytes:
    return bytes.fromhex(signature(body, _PURPOSE).removeprefix("hmacsha256:"))[:16]
