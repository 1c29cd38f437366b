"""Give a member of staff a temporary password, which opens nothing but the change of it."""

from dataclasses import dataclass, field

from largesse.identity.sessions.password import hashed
from largesse.identity.sessions.sessions import end_sessions
from largesse.identity.staff.records import StaffId
from largesse.identity.staff.staff import expect_another, locked_staff, set_password, temporary_password
from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class ResetPassword(AskWithoutReceipt):
    """Give a member of staff a temporary password."""

    staff: StaffId = asked("Whom, stf_….", id="stf")


@dataclass(frozen=True)
class PasswordReset:
    """Whose password is a temporary one now, and which."""

    staff: StaffId
    password: str = field(repr=False)


async def reset_password(ask: ResetPassword, *, actor: Actor, work: Work) -> PasswordReset:
    """Give a temporary password, shown once; it leaves no receipt because a receipt would keep it.

    Raises:
        StaffMissing: ``identity.staff_missing``.
        NotYourself: ``identity.staff_not_yourself``.
    """
    actor.must("identity.reset_password")
    password = temporary_password()
    password_hash = await hashed(password)
    async with work.job(actor) as tx:
        one = await locked_staff(tx, ask.staff, actor)
        expect_another(ask.staff, actor)
        await set_password(tx, ask.staff, password_hash, must_change=True)
        await end_sessions(tx, "staff", [ask.staff], "password_reset")
        tx.audit("identity.password_reset", str(ask.staff), {}, org_unit=one.unit)
    return PasswordReset(ask.staff, password)
