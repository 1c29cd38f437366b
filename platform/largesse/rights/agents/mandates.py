"""Who may collect a right for its holder now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.store.sql import statement
from largesse.store.work import Read, Tx

_MANDATES = statement(__name__, "mandates")


@dataclass(frozen=True)
class Mandate:
    """One agent who may collect; ``agent`` is None for somebody without an account."""

    id: UUID
    agent: UUID | None
    phone_ends: str


async def mandates(read: Read, entitlement: UUID, at: datetime) -> list[Mandate]:
    """Read who may collect a right."""
    return await read.all(Mandate, _MANDATES, entitlement, at)


async def held_mandates(tx: Tx[Any], entitlement: UUID) -> list[Mandate]:
    """Read who may collect a right, and keep them from being ended while it is used."""
    return await tx.all(Mandate, f"{_MANDATES} for share of a", entitlement, tx.now)
