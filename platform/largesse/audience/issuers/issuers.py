"""Launch issuers: their states, what is refused, and what one may do with them.

Words       issuer active -> revoked -> (registered again with another key) active; key active -> stopped
Invariant   a stopped key never opens anything again; an issuer has at most ``KEYS_MAX`` active keys
Source      docs/explanation/audience.md, docs/how-to/let-the-banks-app-in.md
"""

import re
from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because
from largesse.kernel.writing import code_given

KEYS_MAX = 4
ACTIVE, REVOKED, STOPPED = "active", "revoked", "stopped"
_ISSUER = re.compile(r"[!-~]{2,60}")


@dataclass(frozen=True)
class IssuerMissing(Missing):
    """No issuer has this name."""

    code = "audience.issuer_missing"
    issuer: str


@dataclass(frozen=True)
class IssuerTaken(Refusal):
    """An active issuer has this name, or one that a person cannot tell from it."""

    code = "audience.issuer_taken"
    path = "issuer"
    issuer: str


@dataclass(frozen=True)
class IssuerRevoked(Refusal):
    """The issuer is revoked; it is registered again with another key."""

    code = "audience.issuer_revoked"
    issuer: str


@dataclass(frozen=True)
class LaunchKeyMissing(Missing):
    """The issuer has no active key of this name."""

    code = "audience.launch_key_missing"
    kid: str


@dataclass(frozen=True)
class LaunchKeyTaken(Refusal):
    """The key is registered already, or was and is stopped."""

    code = "audience.launch_key_taken"
    path = "publicKey"
    issuer: str
    kid: str


@dataclass(frozen=True)
class KidTaken(Refusal):
    """Another key of the issuer has, or had, this kid."""

    code = "audience.kid_taken"
    path = "kid"
    kid: str


@dataclass(frozen=True)
class LaunchKeysMax(Refusal):
    """The issuer has as many active keys as it may have."""

    code = "audience.launch_keys_max"
    most: int


def issuer_given(name: str) -> str:
    """Give the name of an issuer as its tokens say it in ``iss``.

    Raises:
        Malformed: ``kernel.malformed`` at ``issuer``.
    """
    form = code_given(name, "issuer")
    if form != name.strip() or not _ISSUER.fullmatch(form):
        raise Malformed(because("audience.reason.issuer"), "issuer")
    return form


def issuer_actions(actor: Actor, state: str) -> list[str]:
    """Name what an actor may do with an issuer in this state."""
    if state != ACTIVE:
        return []
    found = ["rotate"] if actor.may("audience.register_issuer") else []
    return found + (["revoke"] if actor.may("audience.revoke_issuer") else [])


def key_actions(actor: Actor, state: str) -> list[str]:
    """Name what an actor may do with a key in this state."""
    return ["stop"] if state == ACTIVE and actor.may("audience.revoke_issuer") else []
