"""The mall on the client face: what can be had for points, and having it."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.points_mall.offer import OFFER
from largesse.rights.points_mall.reads import OwnOfferRow, open_offers
from largesse.rights.points_mall.redeem import OfferRedeemed, redeem_offer


@strawberry.type(description="An offer of the mall as I see it.")
class MallOffer:
    """One offer."""

    id: str = named("Id, pof_….")
    title: str = named("What it is.")
    category: str = named("For example lounge or gift.")
    terms: str = named("Terms of use.")
    kind_name: str = named("In which points it is paid.")
    price_points: Long = named("What it costs in points.")
    usable: Long = named("How many of these points I can spend.")
    gap: Long = named("How many points I am short of; 0: none.")
    worth: MoneyType = named("What it is worth.")
    ends_at: datetime = named("Until when it can be had.")
    client_max: int | None = named("How often one client may have it; null: no limit.")
    had: int = named("How often I had it.")
    sold_out: bool = named("Whether nothing of it is left now.")

    @classmethod
    def of(cls, row: OwnOfferRow, locale: str) -> Self:
        return cls(
            id=text_id(OFFER, row.id),
            title=said(row.title, locale),
            category=row.category,
            terms=said(row.terms, locale),
            kind_name=said(row.kind_name, locale),
            price_points=Long(row.price_points),
            usable=Long(row.usable),
            gap=Long(max(row.price_points - row.usable, 0)),
            worth=money(row.market_value_minor, row.currency),
            ends_at=row.ends_at,
            client_max=row.client_max,
            had=row.had,
            sold_out=row.free <= 0,
        )


@strawberry.type(description="I have the right, and my points went.")
class OfferRedeemedType:
    """The right that came."""

    id: str = named("Id of the right, ent_….")
    points: Long = named("What it cost.")

    @classmethod
    def of(cls, made: OfferRedeemed) -> Self:
        return cls(id=text_id(RIGHT, made.entitlement), points=made.points)


@strawberry.type
class OwnMallQuery:
    """The mall for a client."""

    @strawberry.field(description="What can be had for points now, cheapest first; at most 100.")
    async def mall_offers(self, info: Info) -> list[MallOffer]:
        """List what is open."""
        actor = info.context.who()
        actor.must("rights.own")
        async with info.context.work.read() as read:
            rows = await open_offers(read, actor.id)
        return [MallOffer.of(row, info.context.locale) for row in rows]


@strawberry.type
class OwnMallMutation:
    """What a client does in the mall."""

    redeem_offer = mutation(
        redeem_offer, "Redeem points of mine for one unit of an offer.", shows=OfferRedeemedType.of
    )
