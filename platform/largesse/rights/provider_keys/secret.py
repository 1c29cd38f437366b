"""What a provider is handed: derived from the key's id under the house's master key; no table holds it.

Invariant   the same key is the same text, which lets a repeated ask be answered again; only its hash is kept
"""

from uuid import UUID

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.settings import settings
from largesse.rights.provider_keys.provider_key import Kind
from largesse.store.sealing import signature

_LENGTH = {Kind.COUNTER: 32, Kind.SYSTEM: 64}
_PURPOSE = "rights.provider_key"


def secret_of(key: UUID, kind: Kind) -> str:
    """Give what opens: hex digits, 32 in a link and 64 for a system."""
    return signature(f"{kind}:{key}".encode(), _PURPOSE).rpartition(":")[2][: _LENGTH[kind]]


def hash_of(secret: str) -> str:
    """Give what is kept of a key."""
    return sha256_hex(secret.encode())


def counter_link(slug: str, key: UUID) -> str:
    """Give the link that opens a provider's counter page."""
    return f"{settings().base_url}/counter/{slug}?k={secret_of(key, Kind.COUNTER)}"


def handed(slug: str, kind: Kind, key: UUID) -> str:
    """Give what is handed to the provider: a link for its counter, a bearer key for its system."""
    return counter_link(slug, key) if kind is Kind.COUNTER else secret_of(key, kind)
