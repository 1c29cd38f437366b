"""By which names a client shares with others: tier and household, for those who count per one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.store.work import Read

_OWNERS = "select id, tier, household from audience_customer where id = any($1::uuid[])"


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    tier: str | None
    household: UUID | None


async def owners_of(read: Read, clients: Sequence[UUID]) -> dict[UUID, Mapping[str, str]]:
    """Give for each client the names of tier and household; who is in no household is one alone."""
    if not clients:
        return {}
    rows = await read.all(_Row, _OWNERS, list(clients))
    return {row.id: {"tier": row.tier or "-", "household": str(row.household or row.id)} for row in rows}
