"""What screens show of orders at providers, and which plugins can fulfil them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.plugging.installations.reads import InstalledRow, installed_page
from largesse.rights.orders.fulfil import CAPABILITY
from largesse.store.keyset import Paged, Wish
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
    why: list[str]
    sla_seconds: int | None
    sla_clock: str | None
    sla_state: str | None
    sla_due_at: datetime | None
    sla_left_s: int | None
    sla_cause: str | None


async def orders_of(read: Read, entitlement: UUID) -> list[OrderRow]:
    """Read the provider orders of a right, oldest first."""
    return await read.all(
        OrderRow,
        "select o.*, v.name as provider_name from rights_order o join rights_provider v on v.id = o.provider"
        " where o.entitlement = $1 order by o.placed_at, o.id limit 50",
        entitlement,
    )


async def fulfillers_page(read: Read, actor: Actor, wish: Wish) -> Paged[InstalledRow]:
    """List plugins within reach that can fulfil a provider's rights."""
    return await installed_page(read, actor, wish, CAPABILITY)


async def free_fulfillers_page(read: Read, actor: Actor, wish: Wish) -> Paged[InstalledRow]:
    """List those of them that are enabled and speak for no provider yet."""
    taken = (
        "select coalesce(array_agg(installation), '{}') from rights_provider where installation is not null"
    )
    return await installed_page(read, actor, wish, CAPABILITY, enabled_besides=await read.value(taken))
