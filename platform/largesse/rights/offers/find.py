"""Read the offers of a SKU as they stand now, each with the health of its provider, and choose one.

Words       the city of an order: what the right's form says, for that is where it is sent; else where the
            person lives whom the right is for
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from largesse.audience.clients.city import city_key
from largesse.audience.clients.records import Customer
from largesse.identity.units.line import units_above
from largesse.plugging.problems.reads import broken_lately
from largesse.rights.forms.form import asked_of
from largesse.rights.forms.reads import own_answers, standing_of
from largesse.rights.offers.offer import Choice, Offer, RoutePolicy, Wanted, choose
from largesse.store.sql import statement
from largesse.store.work import Read

_OFFERS = statement(__name__, "offers")
_PLACED = "select distinct city from rights_place"
_POLICY = "select policy from rights_route where sku = $1"
CITY = "city"
LATELY = timedelta(minutes=30)
BROKEN_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class Asked:
    """What is routed: an order by its id, of a SKU, for a right of this unit, promised at so much.

    ``anywhere``: whichever cities the offers serve.
    """

    order: UUID
    entitlement: UUID
    beneficiary: UUID
    sku: UUID
    org_unit: UUID
    promised_minor: int
    tried: frozenset[UUID] = frozenset()
    anywhere: bool = False


@dataclass(frozen=True)
class _Placed:
    city: dict[str, str]


async def offers_of(read: Read, skus: Collection[UUID], at: datetime) -> list[Offer]:
    """Read the offers of SKUs that have not ended, in the order of their preference."""
    rows = await read.all(Offer, _OFFERS, list(skus), at - LATELY)
    asked = [one.installation for one in rows if one.installation]
    broken = await broken_lately(read, asked, at - BROKEN_FOR)
    return [
        replace(one, units=tuple(one.units), cities=tuple(one.cities), broken=one.installation in broken)
        for one in rows
    ]


async def policy_of(read: Read, sku: UUID) -> RoutePolicy:
    """Give what decides among the offers of a SKU: the weight where nobody said otherwise."""
    return RoutePolicy(await read.value(_POLICY, sku) or RoutePolicy.WEIGHT)


async def chosen_for(read: Read, asked: Asked, at: datetime) -> Choice | None:
    """Choose an offer for an order; None: the SKU has none, or none can take it."""
    offers = await offers_of(read, [asked.sku], at)
    if not offers:
        return None
    line = frozenset(await units_above(read, asked.org_unit))
    judged = not asked.anywhere and any(one.cities for one in offers)
    cities = await _cities_of(read, asked) if judged else None
    wanted = Wanted(line, asked.promised_minor, asked.tried, cities)
    return choose(offers, wanted, await policy_of(read, asked.sku), asked.order)


async def known_as(read: Read, city: str) -> frozenset[str]:
    """Give the keys by which a city is known: its own, and its other name where a place of ours has both."""
    own = city_key(city)
    if not own:
        return frozenset()
    keys = {own}
    for place in await read.all(_Placed, _PLACED):
        names = {city_key(name) for name in place.city.values()} - {""}
        keys |= names if own in names else set()
    return frozenset(keys)


async def city_of(read: Read, entitlement: UUID, beneficiary: UUID) -> dict[str, str]:
    """Give the city where an order of a right is served, by language; empty where it is not known."""
    told = await _told(read, entitlement)
    if told:
        return told
    client = await Customer.get_or_none(id=beneficiary, using_db=read.conn)
    return {"zh-CN": client.city} if client and client.city else {}


async def _cities_of(read: Read, asked: Asked) -> frozenset[str]:
    """Give the keys of the city where an order is served; none where it is not known."""
    names = await city_of(read, asked.entitlement, asked.beneficiary)
    return frozenset[str]().union(*[await known_as(read, name) for name in names.values()])


async def _told(read: Read, entitlement: UUID) -> dict[str, str]:
    """Give the city that the right's form asks for under ``city``, in each language where it was chosen."""
    one = await standing_of(read, entitlement)
    answers = own_answers(one) if one else {}
    told = answers.get(CITY)
    if one is None or not told:
        return {}
    field = next((field for field in asked_of(one.form) if field.key == CITY), None)
    chosen = [choice.label for choice in (field.choices if field else ()) if choice.value == told]
    return chosen[0] if chosen else {"zh-CN": told}
