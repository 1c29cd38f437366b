"""The mall on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import Long
from largesse.rights.batches.batch import BATCH
from largesse.rights.catalogue.views import made_as
from largesse.rights.points_mall import offers, reads
from largesse.rights.points_mall.actions import actions
from largesse.rights.points_mall.offer import OFFER
from largesse.store.keyset import Page, Wish


@strawberry.type(description="An offer of the mall: a unit of a batch at a price in points.")
class PointsOffer:
    """One offer."""

    row: strawberry.Private[reads.OfferRow]
    id: str = named("Id, pof_….")
    title: str = named("What is given, in the request's language.")
    batch: str = named("The batch, bat_….")
    batch_code: str = named("The batch's code.")
    kind_name: str = named("In which points it is paid.")
    price_points: Long = named("What one unit costs in points.")
    worth: MoneyType = named("What one unit is worth to a client.")
    client_max: int | None = named("How often one client may have it; null: no limit.")
    free: Long = named("Units that can be had now.")
    uses: int = named("How often it was had.")
    returns: int = named("How often its points came back.")
    starts_at: datetime = named("From when it can be had.")
    ends_at: datetime = named("Until when it can be had.")
    state: str = named("active or stopped.")
    unit_name: str = named("The org unit it belongs to.")

    @classmethod
    def of(cls, row: reads.OfferRow, locale: str) -> "PointsOffer":
        return cls(
            row=row,
            id=text_id(OFFER, row.id),
            title=said(row.title, locale),
            batch=text_id(BATCH, row.batch),
            batch_code=row.batch_code,
            kind_name=said(row.kind_name, locale),
            price_points=Long(row.price_points),
            worth=money(row.market_value_minor, row.currency),
            client_max=row.client_max,
            free=Long(row.free),
            uses=row.uses,
            returns=row.returns,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            state=row.state,
            unit_name=said(row.unit_name, locale),
        )

    @strawberry.field(description="What the reader may do with it now: stop or resume.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(actions(info.context.who(), self.row))


@strawberry.type(description="An offer of the mall moved.")
class PointsOfferMoved:
    """Where it stands now."""

    id: str = named("Id of the offer, pof_….")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: offers.OfferStanding) -> Self:
        return cls(id=text_id(OFFER, standing.offer), state=standing.state)


@strawberry.type
class MallQuery:
    """Offers of the mall."""

    points_offers: Connection[PointsOffer] = list_by_state(
        "points-offers",
        "rights.view_points",
        reads.offers_page,
        PointsOffer.of,
        "Offers of the mall within reach. sort: createdAt, price, endsAt, state.",
    )

    @strawberry.field(description="One offer within reach; null where there is none.")
    async def points_offer(self, info: Info, id: str) -> PointsOffer | None:  # noqa: A002 - the face's name
        """Read one offer."""
        actor, offer = info.context.who(), parse_id(OFFER, id)
        actor.must("rights.view_points")
        async with info.context.work.read() as read:
            page = await reads.offers_page(read, actor, Wish(Page(1, None), of=str(offer)))
        return next((PointsOffer.of(row, info.context.locale) for row in page.rows), None)


@strawberry.type
class MallMutation:
    """What staff does with the mall."""

    make_points_offer = mutation(
        offers.make_points_offer, "Offer the units of a batch for points.", shows=made_as(OFFER)
    )
    steer_points_offer = mutation(
        offers.steer_points_offer, "Stop an offer, or take it up again.", shows=PointsOfferMoved.of
    )
