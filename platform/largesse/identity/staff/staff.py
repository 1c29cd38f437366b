"""Staff: enrol, change roles and unit, reset a password, disable and enable.

Invariant   every change is audited; a disabled person's session ends in the same commit
"""

import secrets
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from largesse.identity.access import ROLES
from largesse.identity.sessions.password import hashed
from largesse.identity.sessions.sessions import end_sessions
from largesse.identity.staff.records import Staff, StaffId
from largesse.identity.units.records import OrgUnit, UnitId
from largesse.identity.units.units import UnitMissing
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, AskWithoutReceipt, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.store.work import Tx, Work

_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_TEMPORARY = 16


@dataclass(frozen=True)
class StaffMissing(Missing):
    """No such member of staff within reach."""

    code = "identity.staff_missing"
    staff: UUID


@dataclass(frozen=True)
class StaffTaken(Refusal):
    """Number or e-mail belongs to somebody already."""

    code = "identity.staff_taken"
    what: str


@dataclass(frozen=True)
class RolesConflict(Refusal):
    """No one administers and audits at once."""

    code = "identity.roles_conflict"
    path = "roles"


@dataclass(frozen=True)
class NotYourself(Refusal):
    """One does not change one's own roles or disable oneself."""

    code = "identity.staff_not_yourself"


@dataclass(frozen=True, kw_only=True)
class EnrolStaff(Ask):
    """A new member of staff."""

    number: str = asked("Staff number, 3 to 20 digits or capitals.")
    email: str = asked("E-mail.")
    name: str = asked("Name.")
    name_en: str = asked("Name in Latin letters.", default="")
    unit: UnitId = asked("Org unit, unt_….", id="unt")
    roles: tuple[str, ...] = asked("Role keys, at least one.")
    mobile_work: str = ""
    must_change_password: bool = True


@dataclass(frozen=True, kw_only=True)
class ChangeStaff(Ask):
    """New roles, unit or state of a member of staff; None leaves as it is."""

    staff: StaffId = asked("Whom, stf_….", id="stf")
    roles: tuple[str, ...] | None = asked("Role keys.", default=None)
    unit: UnitId | None = asked("Org unit, unt_….", id="unt", default=None)
    state: str | None = asked("active or disabled.", default=None)


@dataclass(frozen=True, kw_only=True)
class ResetPassword(AskWithoutReceipt):
    """Give a member of staff a temporary password."""

    staff: StaffId = asked("Whom, stf_….", id="stf")


@dataclass(frozen=True)
class StaffAnswer:
    """Whose record was written; not ``fresh`` when the same ask came before."""

    staff: StaffId
    fresh: bool = True


@dataclass(frozen=True)
class PasswordReset:
    """Whose password is a temporary one now, and which."""

    staff: StaffId
    password: str = field(repr=False)


@dataclass(frozen=True)
class _Standing:
    """What an administrator changes of a member of staff."""

    roles: tuple[str, ...]
    unit: UUID
    state: str


def temporary_password() -> str:
    """Make a password to be handed over once and changed at the first log-in."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_TEMPORARY))


async def enrol(ask: EnrolStaff, password_hash: str, *, actor: Actor, work: Work) -> StaffAnswer:
    """Add a member of staff; the hash stands outside the ask, so that the same ask stays the same.

    Raises:
        UnitMissing: ``identity.unit_missing``.
        StaffTaken: ``identity.staff_taken``.
        RolesConflict: ``identity.roles_conflict``.
    """
    actor.must("identity.enrol_staff")
    _check_roles(ask.roles)
    async with work.begin(ask, actor, use="identity.enrol_staff", answer=StaffAnswer) as tx:
        if tx.earlier:
            return replace(tx.earlier, fresh=False)
        await _check_unit(tx, ask.unit, actor)
        staff = StaffId(new_id())
        await _insert(tx, staff, ask, password_hash)
        facts = {"number": ask.number, "roles": list(ask.roles)}
        tx.audit("identity.staff_enrolled", str(staff), facts, org_unit=ask.unit)
        return await tx.done(StaffAnswer(staff))


async def change(ask: ChangeStaff, *, actor: Actor, work: Work) -> StaffAnswer:
    """Change roles, unit or state; who is disabled or loses a role is signed out.

    Raises:
        StaffMissing: ``identity.staff_missing``.
        NotYourself: ``identity.staff_not_yourself``.
        RolesConflict: ``identity.roles_conflict``.
        UnitMissing: ``identity.unit_missing``.
    """
    actor.must("identity.change_staff")
    if ask.roles is not None:
        _check_roles(ask.roles)
    if ask.state not in {None, "active", "disabled"}:
        raise Malformed("active or disabled", "state")
    async with work.begin(ask, actor, use="identity.change_staff", answer=StaffAnswer) as tx:
        if tx.earlier:
            return tx.earlier
        one = await _locked(tx, ask.staff, actor)
        if ask.staff == actor.id:
            raise NotYourself
        if ask.unit is not None:
            await _check_unit(tx, ask.unit, actor)
        before = _standing(one)
        one.roles = one.roles if ask.roles is None else list(dict.fromkeys(ask.roles))
        one.unit = ask.unit or one.unit
        one.state = ask.state or one.state
        one.version += 1
        await one.save(using_db=tx.conn, update_fields=("roles", "unit", "state", "version"))
        await end_sessions(tx, "staff", [ask.staff], "changed")
        facts = {"before": before, "after": _standing(one)}
        tx.audit("identity.staff_changed", str(ask.staff), facts, org_unit=before.unit)
        return await tx.done(StaffAnswer(ask.staff))


async def reset_password(ask: ResetPassword, *, actor: Actor, work: Work) -> PasswordReset:
    """Give a temporary password, shown once; it leaves no receipt because a receipt would keep it.

    Raises:
        StaffMissing: ``identity.staff_missing``.
    """
    actor.must("identity.reset_password")
    password = temporary_password()
    password_hash = await hashed(password)
    async with work.job(actor) as tx:
        one = await _locked(tx, ask.staff, actor)
        await set_password(tx, ask.staff, password_hash, must_change=True)
        await end_sessions(tx, "staff", [ask.staff], "password_reset")
        tx.audit("identity.password_reset", str(ask.staff), {}, org_unit=one.unit)
    return PasswordReset(ask.staff, password)


async def set_password(tx: Tx[Any], staff: UUID, password_hash: str, *, must_change: bool) -> None:
    """Write a new hash; the caller has checked who asks."""
    await (
        Staff.filter(id=staff)
        .using_db(tx.conn)
        .update(password_hash=password_hash, must_change_password=must_change, password_set_at=tx.now)
    )


def _check_roles(roles: tuple[str, ...]) -> None:
    if not roles or set(roles) - set(ROLES):
        raise Malformed("one or more known roles", "roles")
    if {"admin", "auditor"} <= set(roles):
        raise RolesConflict


async def _check_unit(tx: Tx[Any], unit: UnitId, actor: Actor) -> None:
    if not await OrgUnit.exists(id=unit, using_db=tx.conn):
        raise UnitMissing(unit)
    actor.reach(unit, UnitMissing(unit))


async def _insert(tx: Tx[Any], staff: StaffId, ask: EnrolStaff, password_hash: str) -> None:
    number, email = ask.number.strip().upper(), ask.email.strip().lower()
    taken = await Staff.filter(Q(number=number) | Q(email=email)).using_db(tx.conn).first()
    if taken:
        raise StaffTaken(number if taken.number == number else email)
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


async def _locked(tx: Tx[Any], staff: StaffId, actor: Actor) -> Staff:
    one = await Staff.filter(id=staff).using_db(tx.conn).select_for_update().first()
    if one is None:
        raise StaffMissing(staff)
    actor.reach(one.unit, StaffMissing(staff))
    return one


def _standing(one: Staff) -> _Standing:
    return _Standing(tuple(one.roles), one.unit, one.state)
