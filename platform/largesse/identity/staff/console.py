"""Staff on the console face; a temporary password is shown once, in the answer that made it."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.access import ROLES
from largesse.identity.sessions.password import hashed
from largesse.identity.staff import change, enrol, reset_password
from largesse.identity.staff.actions import actions
from largesse.identity.staff.reads import StaffRow, staff_page, staff_row
from largesse.identity.staff.records import STAFF, StaffId
from largesse.identity.staff.staff import StaffMissing, temporary_password
from largesse.identity.units.console import Unit
from largesse.kernel.copy import in_locale, text
from largesse.kernel.ids import text_id


@strawberry.type(description="A role that staff can hold.")
class Role:
    """One role."""

    key: str = named("Its key.")
    name: str = named("Its name in the request's language.")

    @classmethod
    def of(cls, key: str, locale: str) -> Self:
        return cls(key=key, name=text(f"identity.role.{key}", locale))


@strawberry.type(description="A member of staff.")
class StaffMember:
    """One of staff, as administrators see them."""

    id: str = named("Id, stf_….")
    number: str = named("Staff number.")
    name: str = named("Name.")
    name_en: str = named("Name in Latin letters.")
    email: str = named("E-mail, one of the two log-in names.")
    roles: list[str] = named("Role keys.")
    role_names: list[str] = named("Roles in the request's language.")
    state: str = named("active or disabled.")
    unit_name: str = named("Org unit in the request's language.")
    unit: Unit = named("Org unit.")
    must_change_password: bool = named("Whether the password is temporary.")
    created_at: datetime = named("When enrolled.")
    row: strawberry.Private[StaffRow]

    @strawberry.field(description="What the reader may do with the person now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return actions(info.context.who(), self.row)

    @classmethod
    def of(cls, row: StaffRow, locale: str) -> Self:
        return cls(
            id=text_id(STAFF, row.id),
            number=row.number,
            name=row.name,
            name_en=row.name_en,
            email=row.email,
            roles=list(row.roles),
            role_names=[Role.of(role, locale).name for role in row.roles],
            state=row.state,
            unit_name=in_locale(row.unit_zh, row.unit_en, locale),
            unit=Unit.of(row.unit_row, locale),
            must_change_password=row.must_change_password,
            created_at=row.created_at,
            row=row,
        )


@strawberry.type(description="It was done; this is whom it was about.")
class StaffDone:
    """Answer of changes to staff."""

    staff: StaffMember = named("The member of staff afterwards.")
    temporary_password: str | None = named("Shown once; to be changed at the first log-in.")


@strawberry.type
class StaffQuery:
    """Queries of staff."""

    staff: Connection[StaffMember] = list_field(
        Listing("staff", "identity.read_staff", staff_page, StaffMember.of),
        "Staff within reach. sort: number, name, email, state, createdAt.",
    )

    @strawberry.field(description="The roles that staff can hold.")
    async def roles(self, info: Info) -> list[Role]:
        """List them all."""
        info.context.who().must("identity.read_staff")
        return [Role.of(key, info.context.locale) for key in ROLES]


async def enrol_staff(ask: enrol.EnrolStaff, info: Info) -> StaffDone:
    """Make the temporary password; who asks again with the same key does not see it again."""
    actor = info.context.who()
    actor.must("identity.enrol_staff")
    password = temporary_password()
    enrolled = await enrol.enrol(ask, await hashed(password), actor=actor, work=info.context.work)
    return await _done(info.context, enrolled.staff, password if enrolled.fresh else None)


async def _changed(changed: change.StaffChanged, info: Info) -> StaffDone:
    return await _done(info.context, changed.staff, None)


async def _reset(reset: reset_password.PasswordReset, info: Info) -> StaffDone:
    return await _done(info.context, reset.staff, reset.password)


async def _done(context: Context, whom: StaffId, password: str | None) -> StaffDone:
    async with context.work.read() as read:
        row = await staff_row(read, whom)
    if row is None:
        raise StaffMissing(whom)
    return StaffDone(staff=StaffMember.of(row, context.locale), temporary_password=password)


@strawberry.type
class StaffMutation:
    """Mutations of staff."""

    enrol_staff = mutation(
        enrol_staff,
        "Enrol a member of staff; the temporary password is shown once.",
        result="StaffDoneResult",
    )
    change_staff = mutation(
        change.change_staff,
        "Change roles, unit or state of a member of staff; what is null stays. Signs them out.",
        shows=_changed,
        result="StaffDoneResult",
    )
    reset_password = mutation(
        reset_password.reset_password,
        "Give a member of staff a temporary password; signs them out.",
        shows=_reset,
        result="StaffDoneResult",
    )
