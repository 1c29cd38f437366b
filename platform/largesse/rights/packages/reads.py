"""What screens show of packages within reach, of what they hold, and to whom they were given."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.reads import names_of as clients_named
from largesse.identity.names import names_of
from largesse.kernel.actor import Actor
from largesse.rights.batches.records import BatchId
from largesse.rights.packages.records import GiftId, PackageId
from largesse.rights.units import OfUnit, page_with_unit_names, with_unit_names
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

GIFTS_MAX = 50


@dataclass(frozen=True, kw_only=True)
class PackageRow(OfUnit):
    """One package, what it gives and how often it was given."""

    id: PackageId
    code: str
    title: dict[str, str]
    picture: str | None
    picture_alt: dict[str, str]
    state: str
    items: int
    units: int
    given: int
    enough_for: int


@dataclass(frozen=True)
class ItemRow:
    """A batch in a package; ``free`` units can still be given of it."""

    batch: BatchId
    batch_code: str
    batch_title: dict[str, str]
    sku_title: dict[str, str]
    state: str
    units: int
    free: int


@dataclass(frozen=True)
class GiftRow:
    """One giving; the client's name is masked and added after reading, as the giver's is."""

    id: GiftId
    client: UUID
    given_by: UUID
    at: datetime
    reason: str
    rights: int
    client_name: str = ""
    giver_name: str = ""


_COLUMNS = """k.*,
  (select count(*) from rights_package_item i where i.package = k.id) as items,
  (select sum(i.units) from rights_package_item i where i.package = k.id) as units,
  (select count(*) from rights_package_gift g where g.package = k.id) as given,
  (select min(case when b.state in ('stopped', 'settled', 'voided') then 0 else b.free end / i.units)
    from rights_package_item i join rights_batch b on b.id = i.batch where i.package = k.id) as enough_for"""
_ITEMS = """
select i.batch, b.code as batch_code, b.title as batch_title, s.title as sku_title, b.state, i.units,
  case when b.state in ('stopped', 'settled', 'voided') then 0 else b.free end as free
from rights_package_item i join rights_batch b on b.id = i.batch join rights_sku s on s.id = b.sku
where i.package = $1 order by i.seq
"""
_GIFTS = """
select g.id, g.client, g.given_by, g.at, g.reason,
  (select sum(i.units) from rights_package_item i where i.package = g.package) as rights
from rights_package_gift g where g.package = $1 order by g.at desc, g.id desc limit $2
"""


def _packages(actor: Actor) -> List:
    asked = List(_COLUMNS, "rights_package k", "k.id")
    asked.within(actor.units, "k.org_unit")
    return asked


async def packages_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[PackageRow]:
    """List packages within reach, of one state or all."""
    asked = _packages(actor)
    if state:
        asked.conditions.append(f"k.state = {asked.param(state)}")
    asked.search(wish.search, "k.code", "k.title->>'zh-CN'", "k.title->>'en'")
    sorts = {
        "createdAt": Sort("k.created_at", "timestamptz"),
        "code": Sort("k.code"),
        "state": Sort("k.state"),
    }
    page = await paged(read, PackageRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)
    return await page_with_unit_names(read, page)


async def package_of(read: Read, actor: Actor, package: PackageId) -> PackageRow | None:
    """Read one package within reach."""
    asked = _packages(actor)
    asked.conditions.append(f"k.id = {asked.param(package)}")
    row = await only(read, PackageRow, asked)
    return (await with_unit_names(read, [row]))[0] if row else None


async def items_of(read: Read, package: UUID) -> list[ItemRow]:
    """Read what a package gives, at most 20 batches in their order."""
    return await read.all(ItemRow, _ITEMS, package)


async def gifts_of(read: Read, package: UUID) -> list[GiftRow]:
    """Read to whom a package was given, the newest 50."""
    rows = await read.all(GiftRow, _GIFTS, package, GIFTS_MAX)
    clients = await clients_named(read, [one.client for one in rows])
    givers = await names_of(read, [one.given_by for one in rows])
    return [
        replace(
            one,
            client_name=clients.get(one.client, ""),
            giver_name=givers.get(one.given_by, {}).get("zh-CN", ""),
        )
        for one in rows
    ]
