"""Scans without a net for screens."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import SYSTEM, Actor
from largesse.rights.counter.records import OfflineScanId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read


@dataclass(frozen=True)
class OfflineScanRow:
    """A scan; ``clock_off_s`` by how much the device's clock was wrong, ``why`` as ``noted`` writes it."""

    id: OfflineScanId
    provider_name: dict[str, str]
    counter_name: str
    place_name: dict[str, str] | None
    code_hint: str
    entitlement: UUID | None
    sku_title: dict[str, str] | None
    units: int
    told_at: datetime
    clock_off_s: int
    received_at: datetime
    state: str
    why: str
    reason: str
    settled_by: UUID | None
    settled_at: datetime | None
    org_unit: UUID
    by_name: str = ""


def _scans(actor: Actor) -> List:
    asked = List(
        "f.*, v.name as provider_name, k.name as counter_name, p.name as place_name, s.title as sku_title",
        "rights_offline_scan f join rights_provider v on v.id = f.provider"
        " join rights_provider_key k on k.id = f.counter left join rights_place p on p.id = f.place"
        " left join rights_entitlement e on e.id = f.entitlement left join rights_sku s on s.id = e.sku",
        "f.id",
    )
    asked.within(actor.units, "f.org_unit")
    return asked


async def offline_scans_page(
    read: Read, actor: Actor, wish: Wish, state: str | None = None
) -> Paged[OfflineScanRow]:
    """List scans within reach, of one state or all, the newest first."""
    asked = _scans(actor)
    if state:
        asked.conditions.append(f"f.state = {asked.param(state)}")
    both = [f"{one}.name->>'{language}'" for one in ("v", "p") for language in ("zh-CN", "en")]
    asked.search(wish.search, "k.name", "f.code_hint", "s.title->>'zh-CN'", *both)
    sorts = {"receivedAt": Sort("f.received_at", "timestamptz"), "toldAt": Sort("f.told_at", "timestamptz")}
    page = await paged(read, OfflineScanRow, asked, chosen(wish.sort, sorts, "-receivedAt"), wish.page)
    names = await names_of_staff(read, {row.settled_by for row in page.rows if row.settled_by})
    return page.with_rows(lambda row: replace(row, by_name=names.get(row.settled_by or SYSTEM.id, "")))


async def open_scans(read: Read, actor: Actor) -> int:
    """Count the scans within reach that staff must settle."""
    sql = """select count(*) from rights_offline_scan
             where state = 'open' and ($1::uuid[] is null or org_unit = any($1))"""
    return int(await read.value(sql, None if actor.units is None else list(actor.units)))
