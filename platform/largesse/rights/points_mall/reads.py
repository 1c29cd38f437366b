"""What screens and clients see of the mall's offers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.rights.batches.records import BatchId
from largesse.rights.points.records import PointsKindId
from largesse.rights.points_mall.offer import Terms
from largesse.rights.points_mall.records import PointsOfferId
from largesse.rights.units import OfUnit, page_with_unit_names
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

OPEN_MAX = 100
_COLUMNS = """o.*, k.name as kind_name, s.title, s.terms, p.category, s.market_value_minor, s.currency,
  b.code as batch_code, b.state as batch_state,
  case when b.state = 'active' and now() >= b.starts_at and now() < b.ends_at then b.free else 0 end
    as free"""
_FROM = """rights_points_offer o
  join rights_points_kind k on k.id = o.kind join rights_batch b on b.id = o.batch
  join rights_sku s on s.id = b.sku join rights_product p on p.id = s.product"""
_USES = """,
  (select count(*) from rights_points_exchange x
    where x.offer = o.id and x.state = 'active') as uses,
  (select count(*) from rights_points_exchange x where x.offer = o.id and x.state = 'returned') as returns"""
_OPEN = f"""
select {_COLUMNS}, 0 as uses, 0 as returns,
  (select count(*) from rights_points_exchange x
    where x.offer = o.id and x.state = 'active' and x.client = $1) as had,
  coalesce((select sum(w.unused) from rights_points_award w join rights_points_account a on a.id = w.account
    where a.client = $1 and a.kind = o.kind and a.role = 'client' and w.unused > 0
      and (w.ends_at is null or w.ends_at > $2)), 0)::bigint as usable
from {_FROM} where o.state = 'active' and o.starts_at <= $2 and o.ends_at > $2
order by o.price_points, o.id limit $3
"""  # noqa: S608 - constants


@dataclass(frozen=True, kw_only=True)
class OfferRow(OfUnit):
    """One offer with its batch; ``free`` units can be had now, ``uses`` were had, ``returns`` came back."""

    id: PointsOfferId
    batch: BatchId
    batch_code: str
    batch_state: str
    kind: PointsKindId
    kind_name: dict[str, str]
    title: dict[str, str]
    terms: dict[str, str]
    category: str
    market_value_minor: int
    currency: str
    price_points: int
    client_max: int | None
    starts_at: datetime
    ends_at: datetime
    state: str
    free: int
    uses: int
    returns: int
    created_at: datetime

    @property
    def open(self) -> bool:
        """Whether somebody can have it now."""
        terms = Terms(self.state, self.starts_at, self.ends_at, self.client_max)
        return terms.open_at(now()) and self.free > 0


@dataclass(frozen=True, kw_only=True)
class OwnOfferRow(OfferRow):
    """An offer as a client sees it: how often he ``had`` it, and how many points he can spend."""

    had: int
    usable: int


async def offers_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[OfferRow]:
    """List offers within reach, of one state or all."""
    asked = List(_COLUMNS + _USES, _FROM, "o.id")
    asked.within(actor.units, "o.org_unit")
    if state:
        asked.conditions.append(f"o.state = {asked.param(state)}")
    if wish.of:
        asked.conditions.append(f"o.id = {asked.param(UUID(wish.of))}")
    asked.search(wish.search, "b.code", "s.title->>'zh-CN'", "s.title->>'en'")
    sorts = {
        "createdAt": Sort("o.created_at", "timestamptz"),
        "price": Sort("o.price_points", "bigint"),
        "endsAt": Sort("o.ends_at", "timestamptz"),
        "state": Sort("o.state"),
    }
    page = await paged(read, OfferRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)
    return await page_with_unit_names(read, page)


async def open_offers(read: Read, client: UUID) -> list[OwnOfferRow]:
    """Read the offers that are open now, cheapest first; at most 100."""
    return await read.all(OwnOfferRow, _OPEN, client, now(), OPEN_MAX)
