"""Change roles, unit or state of a member of staff.

Invariant   every change is audited; who is changed is signed out in the same commit
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.identity.sessions.sessions import end_sessions
from largesse.identity.staff.records import Staff, StaffId
from largesse.identity.staff.staff import TURNS, check_roles, check_unit, expect_another, locked_staff
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class ChangeStaff(Ask):
    """New roles, unit or state of a member of staff; None leaves as it is."""

    staff: StaffId = asked("Whom, stf_….", id="stf")
    roles: tuple[str, ...] | None = asked("Role keys.", default=None)
    unit: UnitId | None = asked("Org unit, unt_….", id="unt", default=None)
    state: str | None = asked("active or disabled.", default=None)


@dataclass(frozen=True)
class StaffChanged:
    """Who was changed."""

    staff: StaffId


@dataclass(frozen=True)
class _Standing:
    """What an administrator changes of a member of staff."""

    roles: tuple[str, ...]
    unit: UUID
    state: str


async def change_staff(ask: ChangeStaff, *, actor: Actor, work: Work) -> StaffChanged:
    """Change roles, unit or state; whoever it is is signed out.

    Raises:
        StaffMissing: ``identity.staff_missing``.
        NotYourself: ``identity.staff_not_yourself``.
        RolesConflict: ``identity.roles_conflict``.
        UnitMissing: ``identity.unit_missing``.
    """
    actor.must("identity.change_staff")
    if ask.roles is not None:
        check_roles(ask.roles)
    if ask.state is not None and ask.state not in TURNS:
        raise Malformed("active or disabled", "state")
    async with work.begin(ask, actor, use="identity.change_staff", answer=StaffChanged) as tx:
        if tx.earlier:
            return tx.earlier
        one = await locked_staff(tx, ask.staff, actor)
        expect_another(ask.staff, actor)
        if ask.unit is not None:
            await check_unit(tx, ask.unit, actor)
        before = _standing(one)
        one.roles = one.roles if ask.roles is None else list(dict.fromkeys(ask.roles))
        one.unit = ask.unit or one.unit
        one.state = ask.state or one.state
        one.version += 1
        await one.save(using_db=tx.conn, update_fields=("roles", "unit", "state", "version"))
        await end_sessions(tx, "staff", [ask.staff], "changed")
        facts = {"before": before, "after": _standing(one)}
        tx.audit("identity.staff_changed", str(ask.staff), facts, org_unit=before.unit)
        return await tx.done(StaffChanged(ask.staff))


def _standing(one: Staff) -> _Standing:
    return _Standing(tuple(one.roles), one.unit, one.state)
