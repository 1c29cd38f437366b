"""The offers of a SKU for screens, with how their providers stand."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from largesse.identity.units.reads import names_of_units
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.rights.catalogue.reads import SkuRow
from largesse.rights.offers.find import offers_of, policy_of
from largesse.rights.offers.keep import steps
from largesse.rights.offers.offer import Offer, RoutePolicy
from largesse.store.work import Read

_NAMES = """
select f.id, f.version, v.name from rights_offer f join rights_provider v on v.id = f.provider
where f.id = any($1::uuid[])
"""


@dataclass(frozen=True)
class OfferRow:
    """One offer as it stands, with the names of its provider and of the units that it serves."""

    offer: Offer
    version: int
    provider_name: dict[str, str]
    unit_names: tuple[dict[str, str], ...]
    currency: str
    org_unit: UUID


@dataclass(frozen=True)
class Offers:
    """What decides among the offers of a SKU, and these, in the order of their preference."""

    policy: RoutePolicy
    rows: list[OfferRow]


@dataclass(frozen=True)
class _Named:
    id: UUID
    version: int
    name: dict[str, str]


async def offers_shown(read: Read, sku: SkuRow) -> Offers:
    """Read the offers of a SKU that the reader reaches."""
    found = await offers_of(read, [sku.id], now())
    named = {one.id: one for one in await read.all(_Named, _NAMES, [one.id for one in found])}
    units = await names_of_units(read, _units(found))
    rows = [
        OfferRow(
            one,
            named[one.id].version,
            named[one.id].name,
            tuple(units[unit] for unit in one.units if unit in units),
            sku.currency,
            sku.org_unit,
        )
        for one in found
    ]
    return Offers(await policy_of(read, sku.id), rows)


def offer_actions(actor: Actor, row: OfferRow) -> list[str]:
    """Name the acts on an offer that neither state, office nor reach forbids."""
    if not (actor.may("rights.supply") and actor.reaches(row.org_unit)):
        return []
    return ["change", *steps(row.offer.state)]


def health_of(offer: Offer) -> str:
    """Say how an offer stands, the worst first: what keeps orders from it, or that it is well."""
    if offer.state != "active":
        return "resting"
    if offer.installation is None:
        return "unconnected"
    if offer.provider_state == "paused":
        return "paused"
    if offer.broken:
        return "broken"
    return "well" if offer.healthy else "failing"


def _units(offers: Collection[Offer]) -> set[UUID]:
    return {unit for one in offers for unit in one.units}
