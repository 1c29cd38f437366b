"""Change roles, unit or state of a member of staff: alone what closes doors, with a second what opens them.

Invariant   every change is audited; who is changed is signed out in the same commit
"""

from dataclasses import dataclass, replace
from typing import Any

from largesse.identity.approvals.records import ApprovalId
from largesse.identity.ids import StaffId
from largesse.identity.sessions.sessions import end_sessions
from largesse.identity.staff.propose import propose_change
from largesse.identity.staff.records import Staff
from largesse.identity.staff.signing import signing_roles
from largesse.identity.staff.staff import TURNS, check_roles, check_unit, expect_another, locked_staff
from largesse.identity.staff.standing import Standing, closed, opened
from largesse.identity.staff.successors import expect_successors, lock_administrators
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import one_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class ChangeStaff(Ask):
    """New roles, unit or state of a member of staff; None leaves as it is."""

    staff: StaffId = asked("Whom, stf_….", id="stf")
    roles: tuple[str, ...] | None = asked("Role keys.", default=None)
    unit: UnitId | None = asked("Org unit, unt_….", id="unt", default=None)
    state: str | None = asked("active or disabled.", default=None)
    even_so: bool = asked("Also where too few are left who sign; asked for after the warning.", default=False)


@dataclass(frozen=True)
class StaffChanged:
    """Who was changed, or is to be: ``waits`` is the approval by a second administrator that it waits for."""

    staff: StaffId
    waits: ApprovalId | None = None


async def change_staff(ask: ChangeStaff, *, actor: Actor, work: Work) -> StaffChanged:
    """Change roles, unit or state, and sign out whoever it is; what opens a role that signs is proposed.

    Raises:
        StaffMissing: ``identity.staff_missing``.
        NotYourself: ``identity.staff_not_yourself``.
        RolesConflict: ``identity.roles_conflict``.
        UnitMissing: ``identity.unit_missing``.
        OpenAlready: ``identity.approval_open_already``: a change of this person waits.
        LastAdministrator: ``identity.last_administrator``.
        LastSigner: ``identity.last_signer``, unless it is asked for even so.
    """
    actor.must("identity.change_staff")
    if ask.roles is not None:
        check_roles(ask.roles)
    if ask.state is not None and ask.state not in TURNS:
        raise Malformed(one_of(("active", "disabled")), "state")
    async with work.begin(ask, actor, use="identity.change_staff", answer=StaffChanged) as tx:
        if tx.earlier:
            return tx.earlier
        await lock_administrators(tx)
        one = await locked_staff(tx, ask.staff, actor)
        expect_another(ask.staff, actor)
        if ask.unit is not None:
            await check_unit(tx, ask.unit, actor)
        before, signing = standing_of(one), signing_roles(tx.house)
        after = _asked(ask, before)
        if opened(before, after, signing):
            return await tx.done(StaffChanged(ask.staff, await propose_change(tx, one, before, after)))
        await expect_successors(tx, one, closed(before, after, signing), even_so=ask.even_so)
        await keep_standing(tx, one, after)
        return await tx.done(StaffChanged(ask.staff))


def standing_of(one: Staff) -> Standing:
    """Give a member of staff's standing as it is."""
    return Standing(tuple(one.roles), UnitId(one.unit), one.state)


async def keep_standing(tx: Tx[Any], one: Staff, after: Standing) -> None:
    """Write a standing, and sign the person out; the caller has checked who asks."""
    before = standing_of(one)
    one.roles, one.unit, one.state = list(after.roles), after.unit, after.state
    one.version += 1
    await one.save(using_db=tx.conn, update_fields=("roles", "unit", "state", "version"))
    await end_sessions(tx, "staff", [one.id], "changed")
    facts = {"before": before, "after": after}
    tx.audit("identity.staff_changed", str(one.id), facts, org_unit=before.unit)


def _asked(ask: ChangeStaff, before: Standing) -> Standing:
    after = replace(before, unit=ask.unit or before.unit, state=ask.state or before.state)
    return after if ask.roles is None else replace(after, roles=tuple(dict.fromkeys(ask.roles)))
