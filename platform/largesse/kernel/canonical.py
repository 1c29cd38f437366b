"""Canonical JSON and digests: the same document has the same bytes everywhere.

Source      RFC 8785 (JCS); every digest names its algorithm
"""

import hashlib
from typing import Any

import msgspec
import rfc8785


def dumps(value: Any) -> bytes:
    """Give RFC 8785 bytes; dataclasses, UUIDs and instants become plain JSON first."""
    return rfc8785.dumps(msgspec.to_builtins(value, str_keys=True))


def sha256_hex(data: bytes) -> str:
    """Give the SHA-256 of bytes, 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:
    """Give ``sha256:<hex>`` of the canonical form."""
    return f"sha256:{sha256_hex(dumps(value))}"
