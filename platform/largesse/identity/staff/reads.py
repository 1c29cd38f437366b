"""Staff for screens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.identity.ids import StaffId
from largesse.identity.staff.records import Staff
from largesse.identity.units.reads import UnitRow
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

SORTS = {
    "number": Sort("s.number"),
    "name": Sort("store_name_order(s.name)", "int[]"),
    "email": Sort("s.email"),
    "state": Sort("s.state"),
    "createdAt": Sort("s.created_at", "timestamptz"),
}
_COLUMNS = """s.id, s.number, s.email, s.name, s.name_en, s.roles, s.state, s.unit, s.created_at,
  u.name_zh as unit_zh, u.name_en as unit_en, u.code as unit_code,
  u.level as unit_level, u.parent as unit_parent, cardinality(u.path) as unit_depth,
  exists (select from identity_session x where x.subject_kind = 'staff' and x.subject = s.id
          and x.ended_at is null and x.expires_at > now()
          and x.seen_at + make_interval(secs => x.idle_s) > now()) as signed_in,
  s.password_hash <> '' as has_password"""
_FROM = "identity_staff s join identity_org_unit u on u.id = s.unit"


@dataclass(frozen=True)
class StaffRow:
    """A member of staff and the unit he works in."""

    id: StaffId
    number: str
    email: str
    name: str
    name_en: str
    roles: tuple[str, ...]
    state: str
    created_at: datetime
    signed_in: bool
    has_password: bool
    unit: UnitId
    unit_parent: UnitId | None
    unit_code: str
    unit_level: str
    unit_depth: int
    unit_zh: str
    unit_en: str

    @property
    def unit_row(self) -> UnitRow:
        """The unit alone."""
        return UnitRow(
            id=self.unit,
            parent=self.unit_parent,
            code=self.unit_code,
            level=self.unit_level,
            depth=self.unit_depth,
            name_zh=self.unit_zh,
            name_en=self.unit_en,
        )


@dataclass(frozen=True)
class Adviser:
    """An active adviser and the unit he works in."""

    id: StaffId
    number: str
    unit: UnitId


async def active_advisers(read: Read) -> list[Adviser]:
    """Read every active adviser."""
    sql = "select id, number, unit from identity_staff where roles @> '{adviser}' and state = 'active'"
    return await read.all(Adviser, sql)


async def staff_page(read: Read, actor: Actor, wish: Wish) -> Paged[StaffRow]:
    """List staff within reach."""
    asked = List(_COLUMNS, _FROM, "s.id")
    asked.within(actor.units, "s.unit")
    asked.search(wish.search, "s.number", "s.email", "s.name", "s.name_en")
    return await paged(read, StaffRow, asked, chosen(wish.sort, SORTS, "number"), wish.page)


async def staff_row(read: Read, staff: StaffId) -> StaffRow | None:
    """Read one member of staff, whoever asks."""
    return await read.one(StaffRow, f"select {_COLUMNS} from {_FROM} where s.id = $1", staff)  # noqa: S608 - constants


async def names_of_staff(read: Read, staff: Collection[UUID]) -> dict[UUID, str]:
    """Give each one's name, for rows of other rooms; unknown ids are left out."""
    if not staff:
        return {}
    found = await Staff.filter(id__in=list(staff)).using_db(read.conn)
    return {one.id: one.name for one in found}
