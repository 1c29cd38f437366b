"""Come in by a launch token that the bank's app has signed.

Words       launch token: JWT with iss, aud, sub (customer number), exp, jti and optionally ``act`` (slug),
            ``nbf`` and ``iat``; clocks may differ by ``SKEW_S``; ``kid`` in its header names the key
Invariant   a token opens one session: its ``jti`` is unique in the database; a blocked client never enters;
            a key that is stopped, or whose app is revoked, opens nothing from that commit on
Source      RFC 7519, RFC 8725 (algorithms are listed, never read from the token)
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from largesse.audience.clients.records import Customer
from largesse.audience.entering.enter import ContactAdviser, let_in
from largesse.audience.issuers.issuers import KEYS_MAX
from largesse.identity.sessions.sessions import launched_by
from largesse.kernel.clock import now
from largesse.kernel.errors import Refusal
from largesse.kernel.later import Later
from largesse.kernel.settings import settings
from largesse.store.work import Read, Tx, Work

if TYPE_CHECKING:
    from joserfc import errors, jwk, jws, jwt
else:
    errors, jwk, jws, jwt = (Later(f"joserfc.{name}") for name in ("errors", "jwk", "jws", "jwt"))

AUDIENCE = "largesse:h5"
ALGORITHMS = ["ES256"]
LIFE_MAX_S = 600
SKEW_S = 30
TOKEN_MAX = 4_096
_OF_APP = """
from audience_launch_issuer i join audience_launch_key k on k.issuer = i.issuer
where i.issuer = $1 and i.state = 'active' and k.state = 'active'
  and (i.private_key_sealed is null or $2)
"""  # whose private key lies here is the demo's own app
_KEYS = f"select k.kid, k.public_key as jwk {_OF_APP} order by k.added_at desc limit {KEYS_MAX}"
_STILL = f"select exists (select {_OF_APP} and k.kid = $3)"
_USED = """
update audience_launch_key set used_at = $3::timestamptz where (issuer, kid) in (
  select issuer, kid from audience_launch_key where issuer = $1 and kid = $2
  and (used_at is null or used_at < $3::timestamptz - interval '1 minute') for no key update skip locked)
"""


@dataclass(frozen=True)
class LaunchTokenRefused(Refusal):
    """The link is not valid: not signed by a known app, too old, for another page, or used already."""

    code = "audience.launch_token_refused"
    why: str


@dataclass(frozen=True)
class _Key:
    """A key that an app may sign with."""

    kid: str
    jwk: dict[str, str | list[str]]


@dataclass(frozen=True)
class _Claimed:
    """What a token says before its signature is checked: of which app it is, and by which key, if it does."""

    issuer: str
    kid: str | None


async def exchange_launch_token(work: Work, slug: str, token: str, address: str = "") -> str:
    """Exchange a launch token for a client session and return the session's token.

    Raises:
        LaunchTokenRefused: ``audience.launch_token_refused``.
        ContactAdviser: ``audience.contact_adviser``: the customer is unknown here or blocked.
    """
    claimed = _claimed(token)
    async with work.read() as read:
        keys = await _keys(read, claimed)
    key, claims = _signed(token, keys)
    _check(claims, now().timestamp())
    if claims.get("act") not in (None, slug):
        raise LaunchTokenRefused("page")
    async with work.job() as tx:
        await _take(tx, claimed.issuer, key, claims)
        client = await Customer.get_or_none(ext_id=claims["sub"], using_db=tx.conn)
        if client is None or client.blocked:
            raise ContactAdviser
        return await let_in(tx, client.id, launched_by(claimed.issuer), address)


async def _keys(read: Read, claimed: _Claimed) -> list[_Key]:
    """Give the keys that may have signed: the one that the token names, else every active one."""
    keys = await read.all(_Key, _KEYS, claimed.issuer, settings().demo)
    if not keys:
        raise LaunchTokenRefused("issuer")
    named = [one for one in keys if claimed.kid in {None, one.kid}]
    if not named:
        raise LaunchTokenRefused("key")
    return named


def _signed(token: str, keys: list[_Key]) -> tuple[_Key, dict[str, Any]]:
    """Give the key that signed the token, and what it says."""
    for one in keys:
        try:
            return one, jwt.decode(token, jwk.ECKey.import_key(one.jwk), algorithms=ALGORITHMS).claims
        except (errors.JoseError, ValueError):
            continue
    raise LaunchTokenRefused("signature")


async def _take(tx: Tx[Any], issuer: str, key: _Key, claims: dict[str, Any]) -> None:
    """Use a token up; whoever stops its key meanwhile is waited for, and then it is refused."""
    await tx.value("select 1 from audience_launch_issuer where issuer = $1 for key share", issuer)
    if not await tx.value(_STILL, issuer, settings().demo, key.kid):
        raise LaunchTokenRefused("key")
    used = await tx.run(
        """insert into audience_launch_used (issuer, jti, expires_at, used_at)
           values ($1, $2, to_timestamp($3::bigint), $4) on conflict do nothing""",
        issuer,
        claims["jti"],
        claims["exp"],
        tx.now,
    )
    if not used:
        raise LaunchTokenRefused("used")
    await tx.run(_USED, issuer, key.kid, tx.now)


def _claimed(token: str) -> _Claimed:
    """Read who says to have signed, to find his key; nothing is believed before the signature is checked."""
    if len(token) > TOKEN_MAX:
        raise LaunchTokenRefused("length")
    try:
        parts = jws.extract_compact(token.encode())
        payload = json.loads(parts.payload)
    except (errors.JoseError, ValueError, RecursionError) as error:
        raise LaunchTokenRefused("form") from error
    issuer = payload.get("iss") if isinstance(payload, dict) else None
    if not isinstance(issuer, str) or "\0" in issuer:
        raise LaunchTokenRefused("issuer")
    kid = parts.headers().get("kid")
    if kid is not None and not isinstance(kid, str):
        raise LaunchTokenRefused("key")
    return _Claimed(issuer, kid)


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
