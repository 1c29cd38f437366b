"""Staff: who may hold what, and a member of staff locked within reach.

Invariant   nobody administers and audits at once; who is out of reach is missing
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.access import ROLES
from largesse.identity.ids import StaffId
from largesse.identity.staff.records import Staff
from largesse.identity.units.records import OrgUnit, UnitId
from largesse.identity.units.units import UnitMissing
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because
from largesse.store.work import Tx

# A password was set: what was asked for before, in whatever browser, sets no other.
_OVER = """
update identity_reset set ended_at = $2, ended_why = 'replaced' where staff = $1 and ended_at is null
"""
TURNS = {"active": "disable", "disabled": "restore"}  # a state, and what turns it into the other


@dataclass(frozen=True)
class NotYourself(Refusal):
    """One does not change one's own roles, disable oneself, or decide about oneself."""

    code = "identity.staff_not_yourself"


@dataclass(frozen=True)
class StaffMissing(Missing):
    """No such member of staff within reach."""

    code = "identity.staff_missing"
    staff: UUID


@dataclass(frozen=True)
class RolesConflict(Refusal):
    """No one administers and audits at once."""

    code = "identity.roles_conflict"
    path = "roles"


def check_roles(roles: Sequence[str]) -> None:
    """Refuse roles that nobody may hold, or not together.

    Raises:
        Malformed: ``kernel.malformed`` at ``roles``.
        RolesConflict: ``identity.roles_conflict``.
    """
    if not roles or set(roles) - set(ROLES):
        raise Malformed(because("identity.reason.roles"), "roles")
    if {"admin", "auditor"} <= set(roles):
        raise RolesConflict


def is_oneself(staff: StaffId, actor: Actor) -> bool:
    """Say whether a member of staff is the one who asks."""
    return staff == actor.id


def expect_another(staff: StaffId, actor: Actor) -> None:
    """Refuse an administrator's act on himself.

    Raises:
        NotYourself: ``identity.staff_not_yourself``.
    """
    if is_oneself(staff, actor):
        raise NotYourself


async def check_unit(tx: Tx[Any], unit: UnitId, actor: Actor) -> None:
    """Refuse an org unit that is not there or out of reach.

    Raises:
        UnitMissing: ``identity.unit_missing``.
    """
    if not await OrgUnit.exists(id=unit, using_db=tx.conn):
        raise UnitMissing(unit)
    actor.reach(unit, UnitMissing(unit))


async def locked_staff(tx: Tx[Any], staff: StaffId, actor: Actor) -> Staff:
    """Lock a member of staff within reach.

    Raises:
        StaffMissing: ``identity.staff_missing``.
    """
    one = await Staff.filter(id=staff).using_db(tx.conn).select_for_update().first()
    if one is None:
        raise StaffMissing(staff)
    actor.reach(one.unit, StaffMissing(staff))
    return one


async def set_password(tx: Tx[Any], staff: UUID, password_hash: str) -> None:
    """Write a new hash, and let no request for a new password go on; the caller has checked who asks."""
    set_now = {"password_hash": password_hash, "password_set_at": tx.now}
    await Staff.filter(id=staff).using_db(tx.conn).update(**set_now)
    await tx.run(_OVER, staff, tx.now)
