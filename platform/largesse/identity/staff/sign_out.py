"""End the session of a member of staff, as an administrator; he may sign in again."""

from dataclasses import dataclass

from largesse.identity.ids import StaffId
from largesse.identity.sessions.sessions import end_sessions
from largesse.identity.staff.staff import expect_another, locked_staff
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.store.work import Work


@dataclass(frozen=True)
class NobodySignedIn(Refusal):
    """There is no session to end."""

    code = "identity.nobody_signed_in"


@dataclass(frozen=True, kw_only=True)
class SignOutStaff(Ask):
    """End somebody's session."""

    staff: StaffId = asked("Whom, stf_….", id="stf")


@dataclass(frozen=True)
class StaffSignedOut:
    """Whose session ended."""

    staff: StaffId


async def sign_out_staff(ask: SignOutStaff, *, actor: Actor, work: Work) -> StaffSignedOut:
    """End the session of a member of staff.

    Raises:
        StaffMissing: ``identity.staff_missing``.
        NotYourself: ``identity.staff_not_yourself``: oneself signs out.
        NobodySignedIn: ``identity.nobody_signed_in``.
    """
    actor.must("identity.end_sessions")
    async with work.begin(ask, actor, use="identity.sign_out_staff", answer=StaffSignedOut) as tx:
        if tx.earlier:
            return tx.earlier
        one = await locked_staff(tx, ask.staff, actor)
        expect_another(ask.staff, actor)
        if not await end_sessions(tx, "staff", [ask.staff], "ended_by_administrator"):
            raise NobodySignedIn
        tx.audit("identity.staff_signed_out", str(ask.staff), {}, org_unit=one.unit)
        return await tx.done(StaffSignedOut(ask.staff))
