"""A public key as somebody pastes it: a JWK, a JWK set of one, or PEM; on the curve P-256.

Words       *kid* names a key in a token's header: as given, else the JWK's own, else the thumbprint
Invariant   a private key is refused before anything of it is kept; what was pasted stands in no refusal
Source      RFC 7517 (JWK), RFC 7638 (thumbprint), RFC 7468 (PEM), RFC 7518 section 3.4 (ES256)
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import because

TEXT_MAX = 8_192
_CURVE = "P-256"
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})  # RFC 7518 sections 6.2.2, 6.3.2, 6.4.1
_KID = re.compile(r"[!-~]{1,128}")
_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,43}")
_LABEL = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----")
_WORD = re.compile(r"[A-Za-z0-9-]{1,20}")


@dataclass(frozen=True)
class LaunchKeyPrivate(Refusal):
    """A private or secret key was pasted."""

    code = "audience.launch_key_private"
    path = "publicKey"


@dataclass(frozen=True)
class LaunchKeyUnreadable(Refusal):
    """What was pasted is neither a JWK nor a public key in PEM."""

    code = "audience.launch_key_unreadable"
    path = "publicKey"


@dataclass(frozen=True)
class LaunchKeysSeveral(Refusal):
    """Several keys were pasted at once."""

    code = "audience.launch_keys_several"
    path = "publicKey"
    count: int


@dataclass(frozen=True)
class LaunchKeyKind(Refusal):
    """A public key of another kind than ES256 takes, for example RSA, or EC on P-384."""

    code = "audience.launch_key_kind"
    path = "publicKey"
    kind: str


@dataclass(frozen=True)
class PublicKey:
    """A public key in its one form, and by which names it is known."""

    jwk: dict[str, str]
    thumbprint: str
    kid: str


def public_key_given(text: str, kid: str = "") -> PublicKey:
    """Read a pasted key.

    Args:
        text: JWK, JWK set or PEM, at most 8,192 characters.
        kid: its name; empty takes the JWK's own, else the thumbprint.

    Raises:
        Malformed: ``kernel.malformed`` at ``kid``.
        LaunchKeyPrivate, LaunchKeyUnreadable, LaunchKeysSeveral, LaunchKeyKind.
    """
    pasted = text.strip().removeprefix("\ufeff")
    if not pasted or len(pasted) > TEXT_MAX:
        raise LaunchKeyUnreadable
    own, numbers = _of_json(pasted) if pasted[0] in "{[" else ("", _of_pem(pasted))
    jwk = {"crv": _CURVE, "kty": "EC", "x": _base64(numbers.x), "y": _base64(numbers.y)}
    thumbprint = _encoded(sha256(json.dumps(jwk, separators=(",", ":"), sort_keys=True).encode()).digest())
    named = kid.strip() or own or thumbprint
    if not _KID.fullmatch(named):
        raise Malformed(because("audience.reason.kid"), "kid")
    return PublicKey(jwk, thumbprint, named)


def _of_json(text: str) -> tuple[str, ec.EllipticCurvePublicNumbers]:
    """Read a JWK, or the one of a set; gives its own kid, or nothing, and its point."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LaunchKeyUnreadable from error
    listed = found.get("keys", [found]) if isinstance(found, dict) else found
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        raise LaunchKeyUnreadable
    if any(_PRIVATE & one.keys() for one in listed):
        raise LaunchKeyPrivate
    if len(listed) > 1:
        raise LaunchKeysSeveral(len(listed))
    own = listed[0].get("kid")
    return (own if isinstance(own, str) else ""), _point(listed[0])


def _point(jwk: Mapping[str, Any]) -> ec.EllipticCurvePublicNumbers:
    if jwk.get("kty") != "EC":
        raise LaunchKeyKind(_word(jwk.get("kty")))
    if jwk.get("crv") != _CURVE:
        raise LaunchKeyKind(f"EC {_word(jwk.get('crv'))}")
    for name, wanted in (("alg", "ES256"), ("use", "sig")):
        if jwk.get(name, wanted) != wanted:
            raise LaunchKeyKind(_word(jwk.get(name)))
    numbers = ec.EllipticCurvePublicNumbers(_number(jwk.get("x")), _number(jwk.get("y")), ec.SECP256R1())
    try:
        numbers.public_key()
    except ValueError as error:
        raise LaunchKeyUnreadable from error  # no point of the curve
    return numbers


def _of_pem(text: str) -> ec.EllipticCurvePublicNumbers:
    labels = _LABEL.findall(text)
    if any("PRIVATE" in label for label in labels):
        raise LaunchKeyPrivate
    if not labels:
        raise LaunchKeyUnreadable
    if len(labels) > 1:
        raise LaunchKeysSeveral(len(labels))
    if labels[0] not in {"PUBLIC KEY", "RSA PUBLIC KEY"}:
        raise LaunchKeyKind(labels[0])
    try:
        key = load_pem_public_key(text.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise LaunchKeyUnreadable from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise LaunchKeyKind(_kind(key))
    return key.public_numbers()


def _kind(key: PublicKeyTypes) -> str:
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.curve.name}"
    return "RSA" if isinstance(key, rsa.RSAPublicKey) else type(key).__name__.removesuffix("PublicKey")


def _number(text: Any) -> int:
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise LaunchKeyUnreadable
    try:
        return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError as error:
        raise LaunchKeyUnreadable from error


def _word(said: Any) -> str:
    """Give a name out of a key where it is one; anything else is not repeated."""
    return said if isinstance(said, str) and _WORD.fullmatch(said) else "?"


def _base64(number: int) -> str:
    return _encoded(number.to_bytes(32))


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
