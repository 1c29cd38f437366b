"""Where an order goes: the city that it is routed by, and the order that followed it at another provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.rights.offers.find import city_of
from largesse.rights.orders.records import OrderId
from largesse.store.work import Read

_RIGHTS = """
select o.id, o.entitlement, e.beneficiary
from rights_order o join rights_entitlement e on e.id = o.entitlement where o.id = any($1::uuid[])
"""
_FOLLOWS = """
select distinct on (o.id) o.id as after, n.id, n.state, n.placed_at, v.name as provider_name
from rights_order o
join rights_order n on n.entitlement = o.entitlement and n.chain = coalesce(o.chain, o.id)
  and (n.placed_at, n.id) > (o.placed_at, o.id)
join rights_provider v on v.id = n.provider
where o.id = any($1::uuid[]) and o.state = 'rerouted' order by o.id, n.placed_at, n.id
"""


@dataclass(frozen=True)
class Follows:
    """The order that took the place of the order ``after``, and who was asked."""

    after: OrderId
    id: OrderId
    state: str
    placed_at: datetime
    provider_name: dict[str, str]


@dataclass(frozen=True)
class _Right:
    id: OrderId
    entitlement: UUID
    beneficiary: UUID


async def cities_of(read: Read, orders: Sequence[OrderId]) -> Mapping[OrderId, dict[str, str]]:
    """Give the city by which each order would be routed now, by language; empty: it is not known."""
    rows = await read.all(_Right, _RIGHTS, list(orders))
    return {row.id: await city_of(read, row.entitlement, row.beneficiary) for row in rows}


async def followers_of(read: Read, orders: Sequence[OrderId]) -> Mapping[OrderId, Follows]:
    """Read the orders that took the place of those that were rerouted."""
    return {row.after: row for row in await read.all(Follows, _FOLLOWS, list(orders))}
