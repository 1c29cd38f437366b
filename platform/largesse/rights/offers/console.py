"""Offers of a SKU on the console face."""

from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.identity.units.records import UNIT
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.rights.catalogue.sku_views import Sku
from largesse.rights.catalogue.supply import PROVIDER, SKU
from largesse.rights.offers import keep
from largesse.rights.offers.offer import OFFER
from largesse.rights.offers.reads import OfferRow, Offers, health_of, offer_actions, offers_shown


@strawberry.type(description="One provider's article for a SKU.")
class SupplyOffer:
    """One offer and how its provider stands."""

    row: strawberry.Private[OfferRow]
    id: str = named("Id, off_….")
    provider: str = named("Who fulfils, prv_….")
    provider_name: str = named("Its name.")
    provider_sku: str = named("The article's name at the provider.")
    cost: MoneyType = named("Cost price: what a promise must cover.")
    settle: MoneyType = named("Settlement price: what the provider bills.")
    weight: int = named("Its share among its equals.")
    preference: int = named("Order of preference; the lowest is asked first.")
    units: list[str] = named("Org units whose clients it serves, unt_…; none: all.")
    unit_names: list[str] = named("Their names.")
    cities: list[str] = named("Cities that it serves; none: everywhere.")
    sla_hours: int | None = named("Hours within which it must be served; null: none.")
    sla_clock: str = named("wall or working.")
    state: str = named("active or resting.")
    health: str = named("well, failing, broken, paused, unconnected or resting.")
    settled: int = named("Orders of its provider that came to an end in the last half hour.")
    failed: int = named("Of these, refused.")
    version: int = named("Its version.")

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return offer_actions(info.context.who(), self.row)

    @classmethod
    def of(cls, row: OfferRow, locale: str) -> Self:
        offer = row.offer
        return cls(
            row=row,
            id=text_id(OFFER, offer.id),
            provider=text_id(PROVIDER, offer.provider),
            provider_name=said(row.provider_name, locale),
            provider_sku=offer.provider_sku,
            cost=money(offer.cost_minor, row.currency),
            settle=money(offer.settle_minor, row.currency),
            weight=offer.weight,
            preference=offer.preference,
            units=[text_id(UNIT, unit) for unit in offer.units],
            unit_names=[said(name, locale) for name in row.unit_names],
            cities=list(offer.cities),
            sla_hours=offer.sla_hours,
            sla_clock=offer.sla_clock,
            state=offer.state,
            health=health_of(offer),
            settled=offer.settled,
            failed=offer.failed,
            version=row.version,
        )


@strawberry.type(description="How the orders of a SKU are shared among providers.")
class Routing:
    """The policy and the offers."""

    policy: str = named("weight, price or sla: what decides among offers of one preference.")
    offers: list[SupplyOffer] = named(
        "Those that have not ended, the preferred first; none: its own provider."
    )

    @classmethod
    def of(cls, found: Offers, locale: str) -> Self:
        return cls(policy=found.policy.value, offers=[SupplyOffer.of(row, locale) for row in found.rows])


@extends(Sku)
@strawberry.type
class RoutingOfSku:
    """What offers add to a SKU; ``self`` is the SKU when the face is assembled."""

    @strawberry.field(description="How its orders are shared among providers.")
    async def routing(self, info: Info) -> Routing:
        """Read policy and offers."""
        row = cast("Sku", self).row
        async with info.context.work.read() as read:
            found = await offers_shown(read, row)
        return Routing.of(found, info.context.locale)


@strawberry.type(description="An offer as it stands now.")
class OfferStanding:
    """Where it stands."""

    id: str = named("Id, off_….")
    version: int = named("Its version.")
    state: str = named("active, resting or ended.")

    @classmethod
    def of(cls, standing: keep.OfferStanding) -> Self:
        return cls(id=text_id(OFFER, standing.offer), version=standing.version, state=standing.state)


@strawberry.type(description="What decides among the offers of a SKU.")
class OfferPolicySet:
    """The policy from now on."""

    id: str = named("Id of the SKU, sku_….")
    policy: str = named("weight, price or sla.")

    @classmethod
    def of(cls, done: keep.PolicySet) -> Self:
        return cls(id=text_id(SKU, done.sku), policy=done.policy)


@strawberry.type
class OfferMutation:
    """What keeps offers."""

    make_offer = mutation(
        keep.make_offer, "Let a provider's article fulfil a SKU, beside others.", shows=OfferStanding.of
    )
    change_offer = mutation(keep.change_offer, "Change the terms of an offer.", shows=OfferStanding.of)
    steer_offer = mutation(
        keep.steer_offer, "Rest an offer, resume it or end it for good.", shows=OfferStanding.of
    )
    set_offer_policy = mutation(
        keep.set_offer_policy, "Say what decides among the offers of a SKU.", shows=OfferPolicySet.of
    )
