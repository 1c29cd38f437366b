"""Files of events for screens."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.play.event_files.records import EventFileId
from largesse.rights.row_files.reads import Rows
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

ROWS = Rows("play_event_file_row", "inbound", "play.event_row", "reference")


@dataclass(frozen=True)
class EventFileMissing(Missing):
    """No such file of events within reach."""

    code = "play.event_file_missing"
    file: UUID


@dataclass(frozen=True)
class EventFileRow:
    """A file of events and how far it is."""

    id: EventFileId
    source_name: str
    file_name: str
    state: str
    why: str
    read_count: int
    total_count: int
    taken_count: int
    bad_count: int
    org_unit: UUID
    asked_at: datetime
    by_staff: UUID
    by_name: str = ""


def _files(actor: Actor) -> List:
    asked = List(
        "f.*, s.name as source_name", "play_event_file f join play_source s on s.id = f.source", "f.id"
    )
    asked.within(actor.units, "f.org_unit")
    return asked


async def event_files_page(read: Read, actor: Actor, wish: Wish) -> Paged[EventFileRow]:
    """List files of events within reach, newest first."""
    asked = _files(actor)
    asked.search(wish.search, "f.file_name", "s.name")
    sorts = {"askedAt": Sort("f.asked_at", "timestamptz"), "fileName": Sort("f.file_name")}
    page = await paged(read, EventFileRow, asked, chosen(wish.sort, sorts, "-askedAt"), wish.page)
    names = await names_of_staff(read, {row.by_staff for row in page.rows})
    return page.with_rows(lambda row: replace(row, by_name=names.get(row.by_staff, "")))


async def event_file_of(read: Read, actor: Actor, file: UUID) -> EventFileRow | None:
    """Read one file within reach."""
    asked = _files(actor)
    asked.conditions.append(f"f.id = {asked.param(file)}")
    return await only(read, EventFileRow, asked)
