"""Files of uses for screens."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.rights.row_files.reads import Rows
from largesse.rights.told_uses.apart import cells_apart
from largesse.rights.told_uses.records import UseFileId
from largesse.rights.told_uses.take_file import kept_file
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

ROWS = Rows("rights_use_file_row", "redemption", "rights.use_row")


@dataclass(frozen=True)
class UseFileMissing(Missing):
    """No such file of uses within reach."""

    code = "rights.use_file_missing"
    file: UUID


@dataclass(frozen=True)
class UseFileRow:
    """A file of uses and how far it is."""

    id: UseFileId
    provider_name: dict[str, str]
    file_name: str
    zone: str
    state: str
    why: str
    read_count: int
    total_count: int
    booked_count: int
    bad_count: int
    org_unit: UUID
    asked_at: datetime
    by_staff: UUID
    by_name: str = ""


def _files(actor: Actor) -> List:
    asked = List(
        "f.*, v.name as provider_name",
        "rights_use_file f join rights_provider v on v.id = f.provider",
        "f.id",
    )
    asked.within(actor.units, "f.org_unit")
    return asked


async def use_files_page(read: Read, actor: Actor, wish: Wish) -> Paged[UseFileRow]:
    """List files of uses within reach, newest first."""
    asked = _files(actor)
    asked.search(wish.search, "f.file_name", "v.name->>'zh-CN'", "v.name->>'en'")
    sorts = {"askedAt": Sort("f.asked_at", "timestamptz"), "fileName": Sort("f.file_name")}
    page = await paged(read, UseFileRow, asked, chosen(wish.sort, sorts, "-askedAt"), wish.page)
    names = await names_of_staff(read, {row.by_staff for row in page.rows})
    return page.with_rows(lambda row: replace(row, by_name=names.get(row.by_staff, "")))


async def use_file_of(read: Read, actor: Actor, file: UUID) -> UseFileRow | None:
    """Read one file within reach."""
    asked = _files(actor)
    asked.conditions.append(f"f.id = {asked.param(file)}")
    return await only(read, UseFileRow, asked)


async def cells_of(read: Read, file: UUID, lines: Collection[int]) -> tuple[list[str], dict[int, list[str]]]:
    """Read rows of a kept file as its sender wrote them: the heads, and the cells by line."""
    sha = await read.value("select file_sha from rights_use_file where id = $1", file)
    return await cells_apart(await asyncio.to_thread(kept_file, sha), lines, read.house)
