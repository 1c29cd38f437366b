"""Score cards and ratings on the console face."""

from datetime import date, datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import text_id
from largesse.kernel.reasons import between
from largesse.rights.catalogue.supply import PROVIDER
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.ratings.records import RATING
from largesse.rights.scores import reads


@strawberry.type(description="A provider's service in one month.")
class ScoreCard:
    """Figures, each with its rows in a list."""

    provider: str = named("Id, prv_….")
    name: str = named("Name in the request's language.")
    month: date = named("First day of the month.")
    orders: int = named("Orders placed.")
    completed: int = named("Of these, completed.")
    failed: int = named("Of these, failed.")
    in_time: int = named("Orders with an SLA that were served in time.")
    missed: int = named("Orders with an SLA that were not.")
    response_s: float | None = named("Median seconds from order to result; null: none settled.")
    uses: int = named("Uses that stand.")
    late: int = named("Of these, told after the validity was over.")
    ratings: int = named("Ratings given.")
    stars: float | None = named("Their mean; null: none.")
    complaints: int = named("Complaints made.")
    unanswered: int = named("Of these, not answered.")

    @classmethod
    def of(cls, score: reads.Score, locale: str) -> Self:
        return cls(
            provider=text_id(PROVIDER, score.provider),
            name=said(score.name, locale),
            month=score.month,
            orders=score.orders,
            completed=score.completed,
            failed=score.failed,
            in_time=score.in_time,
            missed=score.missed,
            response_s=score.response_s,
            uses=score.uses,
            late=score.late,
            ratings=score.ratings,
            stars=score.stars,
            complaints=score.complaints,
            unanswered=score.unanswered,
        )


@strawberry.type(description="A client's rating of a use.")
class Rating:
    """One rating; whose it is is not told."""

    id: str = named("Id, rat_….")
    entitlement: str = named("Id of the right, ent_….")
    sku_name: str = named("What was used.")
    provider_name: str = named("Whose service it was.")
    stars: int = named("1 to 5.")
    words: str = named("What the client said.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.RatingRow, locale: str) -> Self:
        return cls(
            id=text_id(RATING, row.id),
            entitlement=text_id(RIGHT, row.entitlement),
            sku_name=said(row.sku_title, locale),
            provider_name=said(row.provider_name, locale),
            stars=row.stars,
            words=row.words,
            at=row.at,
        )


@strawberry.type
class ScoreQuery:
    """Queries of service quality."""

    ratings: Connection[Rating] = list_field(
        Listing("ratings", "rights.view", reads.ratings_page, Rating.of),
        "Ratings within reach, newest first. search: what was used, words. sort: at, stars.",
    )

    @strawberry.field(description="Score cards of the providers within reach, newest month first.")
    async def score_cards(self, info: Info, months: int = 3) -> list[ScoreCard]:
        """Read the last months, at most 24."""
        actor = info.context.who()
        actor.must("rights.view")
        if not 1 <= months <= reads.MONTHS_MAX:
            raise Malformed(between(1, reads.MONTHS_MAX), "months")
        async with info.context.work.read() as read:
            found = await reads.scores(read, actor, months)
        return [ScoreCard.of(one, info.context.locale) for one in found]
