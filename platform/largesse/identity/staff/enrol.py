"""Enrol a member of staff; the first password is set by the person, as after a reset.

Invariant   whoever is enrolled with a role that signs is disabled until a second administrator has signed
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from largesse.identity.approvals.records import ApprovalId
from largesse.identity.ids import StaffId
from largesse.identity.staff.propose import propose_change
from largesse.identity.staff.records import Staff
from largesse.identity.staff.signing import signing_roles
from largesse.identity.staff.staff import check_roles, check_unit
from largesse.identity.staff.standing import ACTIVE, DISABLED, Standing, opened
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import Name, code_given, name_given, number_text
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


@dataclass(frozen=True)
class StaffEnrolled:
    """The new member of staff; ``waits`` is the approval by a second administrator that he waits for."""

    staff: StaffId
    waits: ApprovalId | None = None


async def enrol(ask: EnrolStaff, *, actor: Actor, work: Work, password_hash: str = "") -> StaffEnrolled:
    """Add a member of staff; the hash, which only the demo gives, stands outside the ask.

    Raises:
        UnitMissing: ``identity.unit_missing``.
        StaffTaken: ``identity.staff_taken``.
        RolesConflict: ``identity.roles_conflict``.
    """
    actor.must("identity.enrol_staff")
    check_roles(ask.roles)
    async with work.begin(ask, actor, use="identity.enrol_staff", answer=StaffEnrolled) as tx:
        if tx.earlier:
            return tx.earlier
        await check_unit(tx, ask.unit, actor)
        after = Standing(tuple(dict.fromkeys(ask.roles)), ask.unit, ACTIVE)
        before = replace(after, state=DISABLED)
        alone = actor.kind == "system" or not opened(before, after, signing_roles(tx.house))
        one = await _insert(tx, ask, after if alone else before, password_hash)
        facts = {"number": ask.number, "roles": list(ask.roles)}
        tx.audit("identity.staff_enrolled", str(one.id), facts, org_unit=ask.unit)
        waits = None if alone else await propose_change(tx, one, before, after)
        return await tx.done(StaffEnrolled(StaffId(one.id), waits))


async def _insert(tx: Tx[Any], ask: EnrolStaff, standing: Standing, password_hash: str) -> Staff:
    number, email = code_given(ask.number, "number").upper(), number_text(ask.email).lower()
    if not _NUMBER.fullmatch(number):
        raise Malformed(because("identity.reason.staff_number"), "number")
    if not _EMAIL.fullmatch(email):
        raise Malformed(because("kernel.reason.email"), "email")
    taken = await alike(tx, Staff, number, column="number")
    if taken is not None:
        raise StaffTaken(taken)
    if await Staff.exists(email=email, using_db=tx.conn):
        raise StaffTaken(email)
    return await Staff.create(
        id=new_id(),
        number=number,
        email=email,
        name=name_given(ask.name, "name"),
        name_en=name_given(ask.name_en, "name_en"),
        mobile_work=ask.mobile_work,
        unit=standing.unit,
        roles=list(standing.roles),
        state=standing.state,
        password_hash=password_hash,
        password_set_at=tx.now,
        created_at=tx.now,
        created_by=tx.actor.id,
        using_db=tx.conn,
    )
