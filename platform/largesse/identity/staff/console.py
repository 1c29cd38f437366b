"""Staff on the console face; what opens a role that signs waits for a second administrator."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.faces.together import together
from largesse.identity.access import ROLES
from largesse.identity.approvals.records import APPROVAL, ApprovalId
from largesse.identity.ids import STAFF, StaffId
from largesse.identity.staff import change, decide, enrol, sign_out
from largesse.identity.staff.actions import actions
from largesse.identity.staff.reads import StaffRow, staff_page, staff_row
from largesse.identity.staff.signing import signing_roles
from largesse.identity.staff.staff import StaffMissing
from largesse.identity.staff.waiting import changes_waiting
from largesse.identity.units.console import Unit
from largesse.kernel.copy import in_locale, text
from largesse.kernel.ids import maybe_id, text_id


@strawberry.type(description="A role that staff can hold.")
class Role:
    """One role."""

    key: str = named("Its key.")
    name: str = named("Its name in the request's language.")
    signs: bool = named("Whether two administrators give it.")

    @classmethod
    def of(cls, key: str, locale: str, signing: frozenset[str]) -> Self:
        return cls(key=key, name=role_name(key, locale), signs=key in signing)


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
    has_password: bool = named(
        "Whether a password was set; without one the person asks for the first at the door."
    )
    created_at: datetime = named("When enrolled.")
    row: strawberry.Private[StaffRow]

    @strawberry.field(description="What the reader may do with the person now.")
    async def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        waits = await together(info, self.row.id, changes_waiting)
        return actions(info.context.who(), self.row, waits, signing_roles(info.context.work.house))

    @strawberry.field(description="The approval of a change of this person, apv_…; null: none waits.")
    async def waits(self, info: Info) -> str | None:
        """Find what waits for a second administrator."""
        found = await together(info, self.row.id, changes_waiting)
        return maybe_id(APPROVAL, found.approval if found else None)

    @classmethod
    def of(cls, row: StaffRow, locale: str) -> Self:
        return cls(
            id=text_id(STAFF, row.id),
            number=row.number,
            name=row.name,
            name_en=row.name_en,
            email=row.email,
            roles=list(row.roles),
            role_names=[role_name(role, locale) for role in row.roles],
            state=row.state,
            unit_name=in_locale(row.unit_zh, row.unit_en, locale),
            unit=Unit.of(row.unit_row, locale),
            has_password=row.has_password,
            created_at=row.created_at,
            row=row,
        )


@strawberry.type(description="It was done; this is whom it was about.")
class StaffDone:
    """Answer of changes to staff."""

    staff: StaffMember = named("The member of staff afterwards.")
    waits: str | None = named("The approval that it waits for, apv_…; null: it is done.")


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
        signing = signing_roles(info.context.work.house)
        return [Role.of(key, info.context.locale, signing) for key in ROLES]


async def _enrolled(enrolled: enrol.StaffEnrolled, info: Info) -> StaffDone:
    return await _done(info.context, enrolled.staff, enrolled.waits)


async def _changed(changed: change.StaffChanged, info: Info) -> StaffDone:
    return await _done(info.context, changed.staff, changed.waits)


async def _signed_out(signed_out: sign_out.StaffSignedOut, info: Info) -> StaffDone:
    return await _done(info.context, signed_out.staff, None)


async def _done(context: Context, whom: StaffId, waits: ApprovalId | None) -> StaffDone:
    async with context.work.read() as read:
        row = await staff_row(read, whom)
    if row is None:
        raise StaffMissing(whom)
    return StaffDone(staff=StaffMember.of(row, context.locale), waits=maybe_id(APPROVAL, waits))


def role_name(role: str, locale: str) -> str:
    """Name a role in a language."""
    return text(f"identity.role.{role}", locale)


@strawberry.type
class StaffMutation:
    """Mutations of staff."""

    enrol_staff = mutation(
        enrol.enrol,
        "Enrol a member of staff; with a role that signs it waits for a second administrator.",
        shows=_enrolled,
        name="enrol_staff",
        result="StaffDoneResult",
    )
    change_staff = mutation(
        change.change_staff,
        "Change roles, unit or state; what is null stays. Signs the person out, unless it waits.",
        shows=_changed,
        result="StaffDoneResult",
    )
    approve_staff_change = mutation(
        decide.approve_staff_change,
        "Sign a proposed change of a member of staff; it is done.",
        shows=_changed,
        result="StaffDoneResult",
    )
    return_staff_change = mutation(
        decide.return_staff_change,
        "Send a proposed change of a member of staff back; all stays as it is.",
        shows=_changed,
        result="StaffDoneResult",
    )
    withdraw_staff_change = mutation(
        decide.withdraw_staff_change,
        "Take one's own proposal to change a member of staff back.",
        shows=_changed,
        result="StaffDoneResult",
    )
    sign_out_staff = mutation(
        sign_out.sign_out_staff,
        "End the session of a member of staff.",
        shows=_signed_out,
        result="StaffDoneResult",
    )
