"""Who may collect a right for its holder now, and who may book it for him."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.store.sql import statement
from largesse.store.work import Read, Tx

_MANDATES = statement(__name__, "mandates")
# An agent ``a`` who may book a right ``e``: live, and named for it, for its kind or for all.
MAY_BOOK = """
a.state = 'active' and a.expires_at > now() and a.scope in ('book', 'both')
  and (a.entitlement is null or a.entitlement = e.id) and (a.sku is null or a.sku = e.sku)
"""
_BOOKS = f"""
select a.id from rights_agent a join rights_entitlement e on e.holder = a.holder
where a.agent = $1 and a.holder = $2 and e.id = $3 and {MAY_BOOK} order by a.id limit 1
"""  # noqa: S608 - constants


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


async def may_book(read: Read, client: UUID, holder: UUID, entitlement: UUID) -> bool:
    """Tell whether a client may book a right: his own, or that of another for whom he is an agent."""
    return client == holder or await read.value(_BOOKS, client, holder, entitlement) is not None


async def held_to_book(tx: Tx[Any], agent: UUID, holder: UUID, entitlement: UUID) -> bool:
    """Tell whether an agent may, and keep him from being ended until the booking is written."""
    return await tx.value(f"{_BOOKS} for share of a", agent, holder, entitlement) is not None
