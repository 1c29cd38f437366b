"""The offers that a person can give an order to: of whichever city and org unit, asked by nobody before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.clock import now
from largesse.rights.offers.find import offers_of
from largesse.rights.offers.offer import Offer, Wanted, against
from largesse.rights.orders.records import OrderId
from largesse.store.work import Read

_ORDERS = """
select o.id, e.sku, e.unit_cost_minor,
  array(select c.offer from rights_order c where c.chain = o.chain and c.offer is not null) as tried
from rights_order o join rights_entitlement e on e.id = o.entitlement where o.id = any($1::uuid[])
"""
_NAMES = "select id, name from rights_provider where id = any($1::uuid[])"


@dataclass(frozen=True)
class OpenOffer:
    """An offer, with the name of who fulfils it."""

    offer: Offer
    provider_name: dict[str, str]


@dataclass(frozen=True)
class _Order:
    id: OrderId
    sku: UUID
    unit_cost_minor: int
    tried: list[UUID]


@dataclass(frozen=True)
class _Named:
    id: UUID
    name: dict[str, str]


async def open_offers(read: Read, orders: Sequence[OrderId]) -> Mapping[OrderId, list[OpenOffer]]:
    """Read the offers that can take each order now, the preferred first."""
    found = await read.all(_Order, _ORDERS, list(orders))
    offers = {sku: await offers_of(read, [sku], now()) for sku in {order.sku for order in found}}
    providers = {one.provider for several in offers.values() for one in several}
    names = {one.id: one.name for one in await read.all(_Named, _NAMES, list(providers))}
    return {
        order.id: [OpenOffer(one, names[one.provider]) for one in offers[order.sku] if _takes(one, order)]
        for order in found
    }


def _takes(offer: Offer, order: _Order) -> bool:
    """Tell whether an offer can take an order, wherever: neither its org units nor its cities are judged."""
    wherever = Wanted(frozenset(offer.units), order.unit_cost_minor, frozenset(order.tried))
    return against(offer, wherever) is None
