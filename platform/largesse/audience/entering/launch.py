"""Come in by a launch token that the bank's app has signed.

Words       launch token: JWT with iss, aud, sub (customer number), exp, jti and optionally ``act`` (slug),
            ``nbf`` and ``iat``; clocks may differ by ``SKEW_S``
Invariant   a token opens one session: its ``jti`` is unique in the database; a blocked client never enters
Source      RFC 7519, RFC 8725 (algorithms are listed, never read from the token)
"""

import json
from dataclasses import dataclass
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from largesse.audience.clients.records import Customer
from largesse.audience.entering.enter import ContactAdviser, let_in
from largesse.audience.entering.records import LaunchIssuer
from largesse.kernel.clock import now
from largesse.kernel.errors import Refusal
from largesse.kernel.settings import settings
from largesse.store.work import Work

AUDIENCE = "largesse:h5"
ALGORITHMS = ["ES256"]
LIFE_MAX_S = 600
SKEW_S = 30
TOKEN_MAX = 4_096


@dataclass(frozen=True)
class LaunchTokenRefused(Refusal):
    """The link is not valid: not signed by a known app, too old, for another page, or used already."""

    code = "audience.launch_token_refused"
    why: str


async def exchange_launch_token(work: Work, slug: str, token: str, address: str = "") -> str:
    """Exchange a launch token for a client session and return the session's token.

    Raises:
        LaunchTokenRefused: ``audience.launch_token_refused``.
        ContactAdviser: ``audience.contact_adviser``: the customer is unknown here or blocked.
    """
    claims = await _claims(work, token)
    if claims.get("act") not in (None, slug):
        raise LaunchTokenRefused("page")
    async with work.job() as tx:
        used = await tx.run(
            """insert into audience_launch_used (issuer, jti, expires_at, used_at)
               values ($1, $2, to_timestamp($3::bigint), $4) on conflict do nothing""",
            claims["iss"],
            claims["jti"],
            claims["exp"],
            tx.now,
        )
        if not used:
            raise LaunchTokenRefused("used")
        client = await Customer.get_or_none(ext_id=claims["sub"], using_db=tx.conn)
        if client is None or client.blocked:
            raise ContactAdviser
        return await let_in(tx, client.id, "launch_token", address)


async def _claims(work: Work, token: str) -> dict[str, Any]:
    """Check issuer, signature, audience and times; gives claims whose types are right."""
    issuer = _issuer(token)
    async with work.read() as read:
        app = await LaunchIssuer.get_or_none(issuer=issuer, state="active", using_db=read.conn)
    if app is None or (app.private_key_sealed is not None and not settings().demo):
        raise LaunchTokenRefused("issuer")  # whose private key lies here is the demo's own app
    try:
        key = ECKey.import_key(app.public_key)
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=ALGORITHMS).claims
    except (JoseError, ValueError) as error:
        raise LaunchTokenRefused("signature") from error
    _check(claims, now().timestamp())
    return claims


def _issuer(token: str) -> str:
    """Read who says to have signed, to find his key; nothing is believed before the signature is checked."""
    if len(token) > TOKEN_MAX:
        raise LaunchTokenRefused("length")
    try:
        payload = json.loads(jws.extract_compact(token.encode()).payload)
    except (JoseError, ValueError, RecursionError) as error:
        raise LaunchTokenRefused("form") from error
    issuer = payload.get("iss") if isinstance(payload, dict) else None
    if not isinstance(issuer, str) or "\0" in issuer:
        raise LaunchTokenRefused("issuer")
    return issuer


def _check(claims: dict[str, Any], at: float) -> None:
    """Refuse claims that are incomplete, for somebody else, too old, too early or made to live too long."""
    said = [claims.get(name) for name in ("iss", "sub", "jti", "aud")]
    if not all(isinstance(one, str) and one and "\0" not in one for one in said):
        raise LaunchTokenRefused("claims")
    expires = claims.get("exp")
    if type(expires) is not int or not 8 <= len(claims["jti"]) <= 128:
        raise LaunchTokenRefused("claims")
    if claims["aud"] != AUDIENCE:
        raise LaunchTokenRefused("audience")
    begins = [claims[name] for name in ("nbf", "iat") if name in claims]
    if not all(type(one) in {int, float} for one in begins):
        raise LaunchTokenRefused("claims")
    if not at - SKEW_S < expires <= at + LIFE_MAX_S + SKEW_S or any(one > at + SKEW_S for one in begins):
        raise LaunchTokenRefused("time")
