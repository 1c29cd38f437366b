"""What screens show of orders at providers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.store.work import Read


@dataclass(frozen=True)
class OrderRow:
    """One order and who was asked."""

    request_id: str
    provider_name: dict[str, str]
    state: str
    provider_ref: str | None
    code: str | None
    queries: int
    placed_at: datetime
    settled_at: datetime | None


async def orders_of(read: Read, entitlement: UUID) -> list[OrderRow]:
    """Read the provider orders of a right, oldest first."""
    return await read.all(
        OrderRow,
        "select o.*, v.name as provider_name from rights_order o join rights_provider v on v.id = o.provider"
        " where o.entitlement = $1 order by o.placed_at, o.id limit 50",
        entitlement,
    )
