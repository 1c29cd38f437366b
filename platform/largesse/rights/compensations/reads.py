"""Compensations for screens: those within reach, those of one right in either direction, a client's own."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.rights.compensations.records import CompensationId, CompensationLimit
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_COLUMNS = """c.id, c.original, c.client, c.org_unit, c.cause, c.points, c.worth_minor, c.currency, c.reason,
  c.note, c.state, c.entitlement, c.approval, c.made_by, c.made_at,
  os.title as original_title, coalesce(bs.title, k.name) as title"""
_FROM = """rights_compensation c join rights_entitlement oe on oe.id = c.original
  join rights_sku os on os.id = oe.sku left join rights_batch b on b.id = c.batch
  left join rights_sku bs on bs.id = b.sku left join rights_points_kind k on k.id = c.points_kind"""
_OF_RIGHT = f"""
select {_COLUMNS} from {_FROM} where c.original = $1 or c.entitlement = $1 order by c.made_at, c.id limit 50
"""  # noqa: S608 - constants
_OWN = """
select c.entitlement = $1 as given, c.points, c.note, s.title as original_title,
  coalesce(bs.title, k.name) as title
from rights_compensation c join rights_entitlement oe on oe.id = c.original join rights_sku s on s.id = oe.sku
left join rights_batch b on b.id = c.batch left join rights_sku bs on bs.id = b.sku
left join rights_points_kind k on k.id = c.points_kind
where (c.original = $1 or c.entitlement = $1) and c.client = $2 and c.state = 'given'
order by c.entitlement = $1 desc, c.made_at desc limit 2
"""
SORTS = {"madeAt": Sort("c.made_at", "timestamptz"), "worth": Sort("c.worth_minor", "bigint")}


@dataclass(frozen=True)
class CompensationRow:
    """One compensation; names are added after reading, money is in minor units."""

    id: CompensationId
    original: EntitlementId
    client: UUID
    org_unit: UUID
    cause: str
    points: int | None
    worth_minor: int
    currency: str
    reason: str
    note: str
    state: str
    entitlement: UUID | None
    approval: UUID | None
    made_by: UUID
    made_at: datetime
    original_title: dict[str, str]
    title: dict[str, str]
    client_name: str = ""
    maker_name: str = ""


@dataclass(frozen=True)
class OwnMadeGood:
    """What a client reads: ``given``, this right makes another good; else it was made good itself."""

    given: bool
    points: int | None
    note: str
    original_title: dict[str, str]
    title: dict[str, str]


async def compensations_page(
    read: Read, actor: Actor, wish: Wish, *, state: str | None = None
) -> Paged[CompensationRow]:
    """List compensations within reach."""
    asked = List(_COLUMNS, _FROM, "c.id")
    asked.within(actor.units, "c.org_unit")
    if state:
        asked.conditions.append(f"c.state = {asked.param(state)}")
    asked.search(wish.search, "os.title->>'zh-CN'", "os.title->>'en'", "c.reason")
    page = await paged(read, CompensationRow, asked, chosen(wish.sort, SORTS, "-madeAt"), wish.page)
    named = {row.id: row for row in await _named(read, page.rows)}
    return page.with_rows(lambda row: named[row.id])


async def compensations_of(read: Read, entitlement: UUID) -> list[CompensationRow]:
    """Read what made a right good, or what it makes good itself; oldest first."""
    return await _named(read, await read.all(CompensationRow, _OF_RIGHT, entitlement))


async def own_made_good(read: Read, entitlement: UUID, client: UUID) -> list[OwnMadeGood]:
    """Read what a client's own right makes good, and what made it good."""
    return await read.all(OwnMadeGood, _OWN, entitlement, client)


async def limits(read: Read) -> list[CompensationLimit]:
    """Read the limits of one person, by currency."""
    return await CompensationLimit.all().using_db(read.conn).order_by("currency").limit(200)


async def _named(read: Read, rows: Any) -> list[CompensationRow]:
    rows = list(rows)
    clients = await names_of(read, list({row.client for row in rows})) if rows else {}
    staff = await names_of_staff(read, {row.made_by for row in rows}) if rows else {}
    return [
        replace(row, client_name=clients.get(row.client, ""), maker_name=staff.get(row.made_by, ""))
        for row in rows
    ]
