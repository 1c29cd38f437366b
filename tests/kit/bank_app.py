"""A bank's app: a key pair of its own, registered here by its public key, and links that it signs."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from largesse.audience.entering.launch import AUDIENCE
from largesse.audience.issuers.register import AddLaunchIssuer, add_launch_issuer
from largesse.kernel.actor import SYSTEM
from largesse.kernel.clock import now


@dataclass
class BankApp:
    """An app by the name that its tokens say."""

    issuer: str = "app"
    pair: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))

    @property
    def public_key(self) -> str:
        """The public key, as somebody pastes it."""
        return json.dumps(self.pair.as_dict(private=False))

    async def registered(self, work) -> "BankApp":
        """Register it as an administrator does."""
        ask = AddLaunchIssuer(
            key=secrets.token_hex(8), issuer=self.issuer, public_key=self.public_key, kid=""
        )
        await add_launch_issuer(ask, actor=SYSTEM, work=work)
        return self

    def signs(self, sub: str, *, by: Any = None, head: dict[str, Any] | None = None, **changes: Any) -> str:
        """Sign a link for a customer; a claim that is None is left out."""
        claims = {"iss": self.issuer, "aud": AUDIENCE, "sub": sub, "jti": secrets.token_hex(8)}
        claims |= {"exp": int(now().timestamp()) + 300} | changes
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "ES256"} | (head or {}), said, by or self.pair)
