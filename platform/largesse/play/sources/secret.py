"""What a source signs with: it follows from the key's id under the house's master key; no table holds it."""

from uuid import UUID

from largesse.store.sealing import signature

_PURPOSE = "play.source_key"


def secret_of(key: UUID) -> str:
    """Give the secret of a key: 64 hex digits."""
    return signature(str(key).encode(), _PURPOSE).rpartition(":")[2]
