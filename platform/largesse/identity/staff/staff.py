"""Staff: enrol, change roles and unit, reset a password, disable and enable.

Invariant   every change is audited; a disabled person's session ends in the same commit
"""

import secrets
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from largesse.identity.access import ROLES
from largesse.identity.sessions.password import hashed
from largesse.identity.sessions.sessions import end_sessions
from largesse.identity.units.units import UnitMissing
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
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

    number: str
    email: str
    name: str
    unit: UUID
    roles: tuple[str, ...]
    name_en: str = ""
    mobile_work: str = ""
    must_change_password: bool = True


@dataclass(frozen=True, kw_only=True)
class ChangeStaff(Ask):
    """New roles, unit or state of a member of staff; None leaves as it is."""

    staff: UUID
    roles: tuple[str, ...] | None = None
    unit: UUID | None = None
    state: str | None = None


@dataclass(frozen=True)
class StaffAnswer:
    """Whose record was written; not ``fresh`` when the same ask came before."""

    staff: UUID
    fresh: bool = True


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
        staff = new_id()
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
        row = await _locked(tx, ask.staff, actor)
        if ask.staff == actor.id:
            raise NotYourself
        if ask.unit is not None:
            await _check_unit(tx, ask.unit, actor)
        roles = list(row["roles"] if ask.roles is None else dict.fromkeys(ask.roles))
        after = {"roles": roles, "unit": ask.unit or row["unit"], "state": ask.state or row["state"]}
        sql = (
            "update identity_staff set roles = $2, unit = $3, state = $4, version = version + 1 where id = $1"
        )
        await tx.run(sql, ask.staff, *after.values())
        await end_sessions(tx, "staff", [ask.staff], "changed")
        before = {name: row[name] for name in after}
        tx.audit(
            "identity.staff_changed", str(ask.staff), {"before": before, "after": after}, org_unit=row["unit"]
        )
        return await tx.done(StaffAnswer(ask.staff))


async def reset_password(staff: UUID, *, actor: Actor, work: Work) -> str:
    """Give a temporary password, shown once; it leaves no receipt because a receipt would keep it.

    Raises:
        StaffMissing: ``identity.staff_missing``.
    """
    actor.must("identity.reset_password")
    password = temporary_password()
    password_hash = await hashed(password)
    async with work.job(actor) as tx:
        row = await _locked(tx, staff, actor)
        await set_password(tx, staff, password_hash, must_change=True)
        await end_sessions(tx, "staff", [staff], "password_reset")
        tx.audit("identity.password_reset", str(staff), {}, org_unit=row["unit"])
    return password


def _check_roles(roles: tuple[str, ...]) -> None:
    if not roles or set(roles) - set(ROLES):
        raise Malformed("one or more known roles", "roles")
    if {"admin", "auditor"} <= set(roles):
        raise RolesConflict


async def _check_unit(tx: Tx[Any], unit: UUID, actor: Actor) -> None:
    if not await tx.row("select 1 from identity_org_unit where id = $1", unit):
        raise UnitMissing(unit)
    actor.reach(unit, UnitMissing(unit))


async def _insert(tx: Tx[Any], staff: UUID, ask: EnrolStaff, password_hash: str) -> None:
    number, email = ask.number.strip().upper(), ask.email.strip().lower()
    taken = await tx.row("select number from identity_staff where number = $1 or email = $2", number, email)
    if taken:
        raise StaffTaken(number if taken["number"] == number else email)
    sql = """insert into identity_staff (id, number, email, name, name_en, mobile_work, unit, roles,
                                         password_hash, must_change_password, password_set_at, created_at,
                                         created_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)"""
    person = (
        ask.name.strip(),
        ask.name_en.strip(),
        ask.mobile_work,
        ask.unit,
        list(dict.fromkeys(ask.roles)),
    )
    flags = (password_hash, ask.must_change_password, tx.now, tx.actor.id)
    await tx.run(sql, staff, number, email, *person, *flags)


async def _locked(tx: Tx[Any], staff: UUID, actor: Actor) -> dict[str, Any]:
    row = await tx.row("select * from identity_staff where id = $1 for update", staff)
    if row is None:
        raise StaffMissing(staff)
    actor.reach(row["unit"], StaffMissing(staff))
    return row


async def set_password(tx: Tx[Any], staff: UUID, password_hash: str, *, must_change: bool) -> None:
    """Write a new hash; the caller has checked who asks."""
    sql = """update identity_staff set password_hash = $2, must_change_password = $3, password_set_at = $4
             where id = $1"""
    await tx.run(sql, staff, password_hash, must_change, tx.now)
