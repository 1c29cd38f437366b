"""The carrier HTTP: one signed request to a gateway of the bank's, which sends the message on.

Words       the *body* is JSON {id, channel, to, template, text, locale}, the same bytes at every try; ``id``
            is its idempotency key. The *signature* is over "<timestamp>.<body>", by HMAC-SHA256 or Ed25519.
Invariant   what is signed is what is sent; a redirect is not followed; what the gateway answers is not kept,
            because it may repeat the text
Source      docs/how-to/send-codes-to-clients.md, RFC 9110 sections 15 and 10.2.3 (Retry-After)
"""

import asyncio
import base64
import hmac
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Literal
from urllib.parse import urlsplit

import httpx
import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import text_id
from largesse.kernel.reasons import because, one_of, visible_characters
from largesse.kernel.settings import settings
from largesse.notices.carriers.trust import ca_given, trusting
from largesse.notices.carriers.unreached import not_reached
from largesse.notices.channel import Outgoing
from largesse.notices.records import MESSAGE
from largesse.notices.trouble import CarrierBusy, CarrierUnreachable, MessageRefused
from largesse.store.dialling import Dial, Dialled
from largesse.store.egress import addresses_of

Signing = Literal["hmac-sha256", "ed25519"]
STEP_S = 15.0  # that one answer of the gateway may take
WHOLE_S = 40.0  # that all of it may take; a channel has 45 s
AGAIN_MAX_S = 600
SECRET_MIN, SECRET_MAX, URL_MAX = 16, 500, 500
_FOR_NOW = frozenset({408, 425, 429})
_SECONDS = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Gateway:
    """An address and how requests to it are signed; ``public_key`` is PEM, of Ed25519 only."""

    url: str
    signing: Signing
    public_key: str = ""
    ca: str = ""


def gateway_given(url: str, signing: Signing, ca: str) -> Gateway:
    """Check a gateway as somebody typed it.

    Raises:
        Malformed: ``kernel.malformed`` at the field that does not fit.
    """
    if signing not in {"hmac-sha256", "ed25519"}:
        raise Malformed(one_of(("hmac-sha256", "ed25519")), "signing")
    typed = url.strip()
    if len(typed) > URL_MAX or not typed.isprintable() or " " in typed:
        raise Malformed(because("notices.reason.https"), "url")
    try:
        parts = urlsplit(typed)
        told_port = parts.port
    except ValueError as error:
        raise Malformed(because("notices.reason.https"), "url") from error
    schemes = {"https"} if settings().production else {"https", "http"}
    if parts.scheme not in schemes or not parts.hostname or told_port == 0:
        raise Malformed(because("notices.reason.https"), "url")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Malformed(because("notices.reason.bare_address"), "url")
    return Gateway(typed, signing, ca=ca_given(ca))


def secret_given(secret: str) -> str:
    """Check a shared secret.

    Raises:
        Malformed: ``kernel.malformed`` at ``secret``.
    """
    if not SECRET_MIN <= len(secret) <= SECRET_MAX or not secret.isprintable():
        raise Malformed(visible_characters(SECRET_MIN, SECRET_MAX), "secret")
    return secret


async def carry(gateway: Gateway, secret: str, message: Outgoing) -> None:
    """Hand one message over; ``secret`` is the shared one, or the private key in base64.

    Raises:
        NotCarried: the gateway will never take it.
        NotYet: it did not take it now, or nobody knows: it is sent again with the same id.
        AddressInside, AddressUnknown: its address may not be called, or is none.
    """
    place, body = httpx.URL(gateway.url).netloc.decode(), _body(message)
    headers = signed(gateway.signing, secret, body, int(now().timestamp()))
    headers |= {
        "content-type": "application/json",
        "idempotency-key": text_id(MESSAGE, message.id),
        "user-agent": "largesse",
    }
    dialled = Dialled(await trusting(gateway.ca), Dial(addresses_of))
    try:
        async with (
            asyncio.timeout(WHOLE_S),
            httpx.AsyncClient(
                transport=dialled, trust_env=False, follow_redirects=False, timeout=STEP_S
            ) as client,
            client.stream("POST", gateway.url, content=body, headers=headers) as answer,
        ):
            _judge(answer)  # of its head alone: its body is not read
    except TimeoutError as error:
        raise CarrierUnreachable(place, because("notices.reason.no_answer")) from error
    except httpx.HTTPError as error:
        raise CarrierUnreachable(place, not_reached(error)) from error


def signed(signing: Signing, secret: str, body: bytes, at_s: int) -> dict[str, str]:
    """Give the headers that prove who sent a body and when, ``at_s`` in seconds since 1970."""
    data = f"{at_s}.".encode() + body
    if signing == "ed25519":
        proof = Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret)).sign(data)
    else:
        proof = hmac.new(secret.encode(), data, sha256).digest()
    return {
        "largesse-timestamp": str(at_s),
        "largesse-signature": f"{signing} {base64.b64encode(proof).decode()}",
    }


def _body(message: Outgoing) -> bytes:
    return orjson.dumps(
        {
            "id": text_id(MESSAGE, message.id),
            "channel": message.channel,
            "to": message.to,
            "template": message.template,
            "text": message.text,
            "locale": message.locale,
        }
    )


def _judge(answer: httpx.Response) -> None:
    """Take 2xx for sent; 4xx is final, but for those that say later; anything else is not."""
    status = answer.status_code
    if 200 <= status < 300:
        return
    said = f"HTTP {status}"
    if 400 <= status < 500 and status not in _FOR_NOW:
        raise MessageRefused(said)
    raise CarrierBusy(said, _after_s(answer.headers.get("retry-after", "")))


def _after_s(header: str) -> int:
    """Read Retry-After, seconds or a date, at most ten minutes; 0 where it says nothing."""
    if _SECONDS.fullmatch(header.strip()):
        return min(int(header), AGAIN_MAX_S)
    try:
        wait_s = (parsedate_to_datetime(header) - now()).total_seconds()
    except (ValueError, TypeError):
        return 0
    return min(max(int(wait_s), 0), AGAIN_MAX_S)
