"""Score cards by provider and month, and the ratings behind them."""

from dataclasses import dataclass
from datetime import date, datetime

from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in, now
from largesse.kernel.settings import settings
from largesse.rights.catalogue.records import ProviderId
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.ratings.records import RatingId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.sql import statement
from largesse.store.work import Read

_SCORES = statement(__name__, "scores")
MONTHS_MAX = 24
SORTS = {"at": Sort("r.at", "timestamptz"), "stars": Sort("r.stars", "int")}


@dataclass(frozen=True)
class Score:
    """One provider in one month; ``response_s`` is the median from order to result, in seconds."""

    provider: ProviderId
    slug: str
    name: dict[str, str]
    month: date
    orders: int
    completed: int
    failed: int
    in_time: int
    missed: int
    response_s: float | None
    uses: int
    late: int
    ratings: int
    stars: float | None
    complaints: int
    unanswered: int


@dataclass(frozen=True)
class RatingRow:
    """A rating with what was rated."""

    id: RatingId
    entitlement: EntitlementId
    sku_title: dict[str, str]
    provider_name: dict[str, str] | None
    stars: int
    words: str
    at: datetime


def months_back(months: int, today: date) -> tuple[date, date]:
    """Give the first day of the month ``months - 1`` ago, and the first of the next month."""
    at = today.year * 12 + today.month - 1
    first, last = at - months + 1, at + 1
    return date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, 1)


async def scores(read: Read, actor: Actor, months: int) -> list[Score]:
    """Read the score cards of every provider within reach for the last months, newest month first."""
    units = None if actor.units is None else list(actor.units)
    begins, ends = months_back(months, day_in(now(), settings().zone))
    return await read.all(Score, _SCORES, units, begins, ends, settings().zone)


async def ratings_page(read: Read, actor: Actor, wish: Wish) -> Paged[RatingRow]:
    """List ratings within reach."""
    asked = List(
        "r.*, s.title as sku_title, v.name as provider_name",
        "rights_rating r join rights_entitlement e on e.id = r.entitlement"
        " join rights_sku s on s.id = e.sku left join rights_provider v on v.id = r.provider",
        "r.id",
    )
    asked.within(actor.units, "r.org_unit")
    asked.search(wish.search, "s.title->>'zh-CN'", "s.title->>'en'", "v.name->>'zh-CN'", "r.words")
    return await paged(read, RatingRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)
