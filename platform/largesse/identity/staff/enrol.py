"""Enrol a member of staff."""

import re
from dataclasses import dataclass, replace
from typing import Any

from largesse.identity.staff.records import Staff, StaffId
from largesse.identity.staff.staff import check_roles, check_unit
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.writing import Name, code_given, number_text
from largesse.store.codes import alike
from largesse.store.work import Tx, Work

_NUMBER = re.compile(r"[0-9A-Z]{3,20}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True)
class StaffTaken(Refusal):
    """Number or e-mail belongs to somebody already."""

    code = "identity.staff_taken"
    what: str


@dataclass(frozen=True, kw_only=True)
class EnrolStaff(Ask):
    """A new member of staff."""

    number: str = asked("Staff number, 3 to 20 digits or capitals.")
    email: str = asked("E-mail.")
    name: Name = asked("Name.")
    name_en: Name = asked("Name in Latin letters.", default="")
    unit: UnitId = asked("Org unit, unt_….", id="unt")
    roles: tuple[str, ...] = asked("Role keys, at least one.")
    mobile_work: str = ""
    must_change_password: bool = True


@dataclass(frozen=True)
class StaffEnrolled:
    """The new member of staff; not ``fresh`` when the same ask came before."""

    staff: StaffId
    fresh: bool = True


async def enrol(ask: EnrolStaff, password_hash: str, *, actor: Actor, work: Work) -> StaffEnrolled:
    """Add a member of staff; the hash stands outside the ask, so that the same ask stays the same.

    Raises:
        UnitMissing: ``identity.unit_missing``.
        StaffTaken: ``identity.staff_taken``.
        RolesConflict: ``identity.roles_conflict``.
    """
    actor.must("identity.enrol_staff")
    check_roles(ask.roles)
    async with work.begin(ask, actor, use="identity.enrol_staff", answer=StaffEnrolled) as tx:
        if tx.earlier:
            return replace(tx.earlier, fresh=False)
        await check_unit(tx, ask.unit, actor)
        staff = StaffId(new_id())
        await _insert(tx, staff, ask, password_hash)
        facts = {"number": ask.number, "roles": list(ask.roles)}
        tx.audit("identity.staff_enrolled", str(staff), facts, org_unit=ask.unit)
        return await tx.done(StaffEnrolled(staff))


async def _insert(tx: Tx[Any], staff: StaffId, ask: EnrolStaff, password_hash: str) -> None:
    number, email = code_given(ask.number, "number").upper(), number_text(ask.email).lower()
    if not _NUMBER.fullmatch(number):
        raise Malformed("3 to 20 digits or capitals", "number")
    if not _EMAIL.fullmatch(email):
        raise Malformed("an e-mail address", "email")
    taken = await alike(tx, Staff, number, column="number")
    if taken is not None:
        raise StaffTaken(taken)
    if await Staff.exists(email=email, using_db=tx.conn):
        raise StaffTaken(email)
    await Staff.create(
        id=staff,
        number=number,
        email=email,
        name=ask.name.strip(),
        name_en=ask.name_en.strip(),
        mobile_work=ask.mobile_work,
        unit=ask.unit,
        roles=list(dict.fromkeys(ask.roles)),
        password_hash=password_hash,
        must_change_password=ask.must_change_password,
        password_set_at=tx.now,
        created_at=tx.now,
        created_by=tx.actor.id,
        using_db=tx.conn,
    )
