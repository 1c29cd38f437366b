"""The demo's own banking app: signs launch tokens as a bank's app would; its private key is sealed here.

Invariant   in demo mode only; a bank registers its app's public key and keeps the private one
"""

import json
import secrets
from typing import TYPE_CHECKING
from uuid import UUID

from largesse.audience.clients.clients import ClientMissing
from largesse.audience.clients.records import Customer
from largesse.audience.entering.enter import DemoOnly
from largesse.audience.entering.launch import AUDIENCE
from largesse.audience.issuers.public_key import public_key_given
from largesse.audience.issuers.records import LaunchIssuer, LaunchKey
from largesse.kernel.clock import now
from largesse.kernel.later import Later
from largesse.kernel.settings import settings
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Work

if TYPE_CHECKING:
    from joserfc import jwk, jwt
else:
    jwk, jwt = Later("joserfc.jwk"), Later("joserfc.jwt")

ISSUER = "demo-bank-app"
_CONTEXT = "audience.launch_issuer"
_LIFE_S = 300


async def open_app(work: Work) -> None:
    """Register the demo's app with a fresh key, once."""
    pair = jwk.ECKey.generate_key("P-256")
    key = public_key_given(json.dumps(pair.as_dict(private=False)))
    private = seal(json.dumps(pair.as_dict(private=True)).encode(), _CONTEXT)
    async with work.job() as tx:
        made = await tx.run(
            """insert into audience_launch_issuer (issuer, private_key_sealed, created_at)
               values ($1, $2, $3) on conflict do nothing""",
            ISSUER,
            private,
            tx.now,
        )
        if made:
            await LaunchKey.create(
                issuer=ISSUER,
                kid=key.kid,
                public_key=key.jwk,
                thumbprint=key.thumbprint,
                added_at=tx.now,
                using_db=tx.conn,
            )


async def mint(client: UUID, slug: str, *, work: Work) -> str:
    """Sign a launch token for a client and an activity, five minutes long.

    Raises:
        DemoOnly: ``audience.demo_only``.
        ClientMissing: ``audience.client_missing``.
    """
    if not settings().demo:
        raise DemoOnly
    async with work.read() as read:
        app = await LaunchIssuer.get_or_none(issuer=ISSUER, using_db=read.conn)
        customer = await Customer.get_or_none(id=client, using_db=read.conn)
    if app is None or app.private_key_sealed is None:
        raise DemoOnly
    if customer is None:
        raise ClientMissing(client)
    at = int(now().timestamp())
    jti = secrets.token_urlsafe(16)
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": customer.ext_id, "act": slug, "jti": jti}
    key = jwk.ECKey.import_key(json.loads(open_sealed(app.private_key_sealed, _CONTEXT)))
    return jwt.encode({"alg": "ES256"}, claims | {"iat": at, "exp": at + _LIFE_S}, key)
