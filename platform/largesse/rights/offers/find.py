"""Read the offers of a SKU as they stand now, each with the health of its provider."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from largesse.identity.units.line import units_above
from largesse.plugging.problems.reads import broken_lately
from largesse.rights.offers.offer import Choice, Offer, RoutePolicy, Wanted, choose
from largesse.store.sql import statement
from largesse.store.work import Read

_OFFERS = statement(__name__, "offers")
_POLICY = "select policy from rights_route where sku = $1"
LATELY = timedelta(minutes=30)
BROKEN_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class Asked:
    """What is routed: an order by its id, of a SKU, for a right of this unit, promised at so much."""

    order: UUID
    sku: UUID
    org_unit: UUID
    promised_minor: int
    tried: frozenset[UUID] = frozenset()


async def offers_of(read: Read, skus: Collection[UUID], at: datetime) -> list[Offer]:
    """Read the offers of SKUs that have not ended, in the order of their preference."""
    rows = await read.all(Offer, _OFFERS, list(skus), at - LATELY)
    asked = [one.installation for one in rows if one.installation]
    broken = await broken_lately(read, asked, at - BROKEN_FOR)
    return [replace(one, units=tuple(one.units), broken=one.installation in broken) for one in rows]


async def policy_of(read: Read, sku: UUID) -> RoutePolicy:
    """Give what decides among the offers of a SKU: the weight where nobody said otherwise."""
    return RoutePolicy(await read.value(_POLICY, sku) or RoutePolicy.WEIGHT)


async def chosen_for(read: Read, asked: Asked, at: datetime) -> Choice | None:
    """Choose an offer for an order; None: the SKU has none, or none can take it."""
    offers = await offers_of(read, [asked.sku], at)
    if not offers:
        return None
    line = frozenset(await units_above(read, asked.org_unit))
    wanted = Wanted(line, asked.promised_minor, asked.tried)
    return choose(offers, wanted, await policy_of(read, asked.sku), asked.order)
