"""Files of rights from elsewhere for screens, and where one such right comes from."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.rights.elsewhere.records import ElsewhereFileId
from largesse.rights.row_files.reads import Rows
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

ROWS = Rows("rights_elsewhere_row", "entitlement", "rights.grant_row", "reference")
_ORIGIN = """
select r.file, r.system, r.reference, r.face_minor, f.currency, f.file_name
from rights_elsewhere_row r join rights_elsewhere_file f on f.id = r.file where r.entitlement = $1
"""


@dataclass(frozen=True)
class ElsewhereRow:
    """A file and how far it is."""

    id: ElsewhereFileId
    system: str
    budget_title: dict[str, str]
    file_name: str
    state: str
    why: str
    total_count: int
    good_count: int
    read_count: int
    given_count: int
    bad_count: int
    cost_minor: int
    currency: str
    approval: UUID
    org_unit: UUID
    asked_at: datetime
    by_staff: UUID
    by_name: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a right comes from that another system granted; its face value is in minor units."""

    file: UUID
    system: str
    reference: str
    face_minor: int | None
    currency: str
    file_name: str


def _files(actor: Actor) -> List:
    asked = List(
        "f.*, b.title as budget_title",
        "rights_elsewhere_file f join rights_budget b on b.id = f.budget",
        "f.id",
    )
    asked.within(actor.units, "f.org_unit")
    return asked


async def elsewhere_page(read: Read, actor: Actor, wish: Wish) -> Paged[ElsewhereRow]:
    """List files of rights from elsewhere within reach, newest first."""
    asked = _files(actor)
    asked.search(wish.search, "f.file_name", "f.system")
    sorts = {"askedAt": Sort("f.asked_at", "timestamptz"), "fileName": Sort("f.file_name")}
    page = await paged(read, ElsewhereRow, asked, chosen(wish.sort, sorts, "-askedAt"), wish.page)
    names = await names_of_staff(read, {row.by_staff for row in page.rows})
    return page.with_rows(lambda row: replace(row, by_name=names.get(row.by_staff, "")))


async def elsewhere_of(read: Read, actor: Actor, file: UUID) -> ElsewhereRow | None:
    """Read one file within reach."""
    asked = _files(actor)
    asked.conditions.append(f"f.id = {asked.param(file)}")
    row = await only(read, ElsewhereRow, asked)
    if row is None:
        return None
    names = await names_of_staff(read, {row.by_staff})
    return replace(row, by_name=names.get(row.by_staff, ""))


async def origin_of(read: Read, entitlement: UUID) -> Origin | None:
    """Read where a right comes from; None: it was granted here."""
    return await read.one(Origin, _ORIGIN, entitlement)
