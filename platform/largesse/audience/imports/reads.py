"""Imports of clients for screens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.imports.client_file import Bad
from largesse.audience.imports.columns import Head
from largesse.audience.imports.records import ImportId
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {"askedAt": Sort("i.asked_at", "timestamptz"), "fileName": Sort("i.file_name")}
_COLUMNS = """i.id, i.file_name, i.state, i.dry_run, i.why, i.format, i.encoding, i.heads, i.read_count,
  i.total_count, i.created_count, i.updated_count, i.bad_count, i.bad, i.org_unit, i.asked_at, i.done_at,
  coalesce(s.name, '') as by_name"""
_FROM = "audience_import i left join identity_staff s on s.id = i.by_staff"


@dataclass(frozen=True)
class ImportRow:
    """An import and how far it is; ``why``: refused as a whole, the reason and after a colon its column."""

    id: ImportId
    file_name: str
    state: str
    dry_run: bool
    why: str
    format: str
    encoding: str
    heads: tuple[Head, ...]
    read_count: int
    total_count: int
    created_count: int
    updated_count: int
    bad_count: int
    bad: tuple[Bad, ...]
    org_unit: UnitId | None
    asked_at: datetime
    done_at: datetime | None
    by_name: str


async def imports_page(read: Read, actor: Actor, wish: Wish) -> Paged[ImportRow]:
    """List imports within reach, newest first."""
    asked = List(_COLUMNS, _FROM, "i.id")
    asked.within(actor.units, "i.org_unit")
    asked.search(wish.search, "i.file_name", "s.name")
    return await paged(read, ImportRow, asked, chosen(wish.sort, SORTS, "-askedAt"), wish.page)


async def import_row(read: Read, actor: Actor, ident: UUID) -> ImportRow | None:
    """Read one import within reach."""
    row = await read.one(ImportRow, f"select {_COLUMNS} from {_FROM} where i.id = $1", ident)  # noqa: S608 - constants
    return row if row and actor.reaches(row.org_unit) else None
