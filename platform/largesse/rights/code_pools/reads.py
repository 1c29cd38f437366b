"""What screens show of pools within reach: how many codes stand where, what came in, what was given."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.rights.catalogue.reads import SkuRow, skus_page
from largesse.rights.code_pools.records import LotId, PoolId
from largesse.rights.code_pools.watch import low_pools
from largesse.rights.units import OfUnit, page_with_unit_names, with_unit_names
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

LOTS_MAX = 200
_FREE = "coalesce((select sum(c.hi - c.next + 1) from rights_code_cursor c where c.pool = p.id), 0)::bigint"
_STATES = (
    "select state, count(*) as codes from rights_pool_code where pool = $1 group by state order by state"
)
_LOTS = """
select l.*, p.code as pool_code from rights_code_lot l join rights_code_pool p on p.id = l.pool
"""
# A SKU whose rights get their codes from a pool, and that has none yet.
_WITHOUT = """
s.fulfil_mode = 'pool' and s.provider is not null
  and not exists (select from rights_code_pool o where o.sku = s.id)
"""


@dataclass(frozen=True, kw_only=True)
class PoolRow(OfUnit):
    """One pool with its SKU and provider; ``free`` codes can be given now."""

    id: PoolId
    code: str
    title: dict[str, str]
    sku: UUID
    sku_code: str
    sku_title: dict[str, str]
    provider_name: dict[str, str]
    case_matters: bool
    low_at: int
    is_low: bool
    free: int
    created_at: datetime


@dataclass(frozen=True)
class StateCount:
    """How many codes of a pool stand somewhere."""

    state: str
    codes: int


@dataclass(frozen=True)
class LotBad:
    """Why a row was left out."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True)
class LotRow:
    """What came into a pool at once, and how far it is."""

    id: LotId
    pool: PoolId
    pool_code: str
    origin: str
    file_name: str
    format: str
    encoding: str
    state: str
    why: str
    read_count: int
    total_count: int
    kept_count: int
    voided_count: int
    bad_count: int
    bad: tuple[LotBad, ...]
    void_reason: str
    by_staff: UUID
    org_unit: UUID
    asked_at: datetime
    done_at: datetime | None


@dataclass(frozen=True)
class DeliveryRow:
    """A code that a right has; what it says is not here."""

    id: UUID
    number: int
    state: str
    expires_at: datetime | None
    allocated_at: datetime
    delivered_at: datetime | None
    redeemed_at: datetime | None
    pool: PoolId


def _pools(actor: Actor) -> List:
    asked = List(
        f"p.*, s.code as sku_code, s.title as sku_title, v.name as provider_name, {_FREE} as free",
        "rights_code_pool p join rights_sku s on s.id = p.sku join rights_provider v on v.id = p.provider",
        "p.id",
    )
    asked.within(actor.units, "p.org_unit")
    return asked


async def pools_page(read: Read, actor: Actor, wish: Wish) -> Paged[PoolRow]:
    """List pools within reach."""
    asked = _pools(actor)
    asked.search(wish.search, "p.code", "p.title->>'zh-CN'", "p.title->>'en'", "s.code")
    sorts = {
        "createdAt": Sort("p.created_at", "timestamptz"),
        "code": Sort("p.code"),
        "free": Sort(_FREE, "bigint"),
    }
    page = await paged(read, PoolRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)
    return await page_with_unit_names(read, page)


async def poolless_skus_page(read: Read, actor: Actor, wish: Wish) -> Paged[SkuRow]:
    """List the active SKUs within reach for which a pool can be opened."""
    return await skus_page(read, actor, wish, state="active", which=_WITHOUT)


async def pool_of(read: Read, actor: Actor, pool: PoolId) -> PoolRow | None:
    """Read one pool within reach."""
    asked = _pools(actor)
    asked.conditions.append(f"p.id = {asked.param(pool)}")
    row = await only(read, PoolRow, asked)
    return (await with_unit_names(read, [row]))[0] if row else None


async def states_of(read: Read, pool: UUID) -> list[StateCount]:
    """Count the codes of a pool by where they stand."""
    return await read.all(StateCount, _STATES, pool)


async def lots_of(read: Read, pool: UUID) -> list[LotRow]:
    """Read what came into a pool, newest first, at most 200."""
    return await read.all(
        LotRow, f"{_LOTS} where l.pool = $1 order by l.asked_at desc limit $2", pool, LOTS_MAX
    )


async def lot_of(read: Read, actor: Actor, lot: UUID) -> LotRow | None:
    """Read one lot within reach."""
    row = await read.one(LotRow, f"{_LOTS} where l.id = $1", lot)
    return row if row and actor.reaches(row.org_unit) else None


async def makers_of(read: Read, lots: list[LotRow]) -> dict[UUID, str]:
    """Give the names of those who let lots in."""
    return await names_of_staff(read, {lot.by_staff for lot in lots})


async def deliveries_page(read: Read, actor: Actor, wish: Wish, pool: UUID) -> Paged[DeliveryRow]:
    """List the codes of a pool that rights have, newest first."""
    asked = List(
        "k.entitlement as id, k.number, k.state, k.expires_at, k.allocated_at, k.delivered_at, k.redeemed_at,"
        " k.pool",
        "rights_pool_code k join rights_code_pool p on p.id = k.pool",
        "k.entitlement",
    )
    asked.within(actor.units, "p.org_unit")
    asked.conditions.append(f"k.pool = {asked.param(pool)}")
    asked.conditions.append("k.entitlement is not null")
    asked.search(wish.search, "k.number::text", "k.state")
    sorts = {
        "allocatedAt": Sort("k.allocated_at", "timestamptz"),
        "number": Sort("k.number", "bigint"),
    }
    return await paged(read, DeliveryRow, asked, chosen(wish.sort, sorts, "-allocatedAt"), wish.page)


async def waiting_pools(read: Read, actor: Actor) -> int:
    """Count the pools within reach that run low."""
    return await low_pools(read, None if actor.units is None else list(actor.units))
