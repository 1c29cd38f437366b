"""Set the new password in the browser that asked for it; every other session of the person ends.

Invariant   a request sets one password, also where two windows of the browser send at once
"""

from dataclasses import dataclass, field

from largesse.identity.resets.reads import own_reset
from largesse.identity.resets.records import PasswordReset
from largesse.identity.resets.reset import Reset, ResetOver, expect
from largesse.identity.sessions.password import check_strength, hashed
from largesse.identity.sessions.sessions import Opening, open_session, token_hash
from largesse.identity.sessions.throttle import forgive
from largesse.identity.staff.records import Staff
from largesse.identity.staff.staff import set_password
from largesse.identity.staff.standing import ACTIVE
from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.clock import now
from largesse.store.work import Read, Work

_LOCK = "select 1 from identity_reset where secret_hash = $1 for update"


@dataclass(frozen=True)
class SetNewPassword(AskWithoutReceipt):
    """The new password, and the browser that sets it."""

    password: str = asked("At least 12 characters.")
    secret: str = field(default="", repr=False)
    address: str = ""
    device: str = ""


async def set_new_password(ask: SetNewPassword, *, work: Work) -> str:
    """Set the password that two people vouched for, and give the token of the person's new session.

    Raises:
        ResetUnknown: ``identity.reset_unknown``.
        ResetOver: ``identity.reset_over``: not vouched for yet, used, expired, or the person is disabled.
        PasswordWeak: ``identity.password_weak``.
    """
    async with work.read() as read:
        found = await own_reset(read, ask.secret)
        expect(found, now(), "ready")  # before anything of the person shows in an answer
        one = await _person(read, found)
    check_strength(ask.password, one.number, one.email.partition("@")[0], one.name)
    password_hash = await hashed(ask.password)
    actor = Actor("staff", one.id, frozenset(), frozenset(), unit=one.unit, name=one.name)
    async with work.job(actor) as tx:
        await tx.run(_LOCK, token_hash(ask.secret))
        found = await own_reset(tx, ask.secret)
        expect(found, tx.now, "ready")
        await _person(tx, found)
        await (
            PasswordReset.filter(id=found.id)
            .using_db(tx.conn)
            .update(ended_at=tx.now, ended_why="done", ended_by=one.id)
        )
        await set_password(tx, one.id, password_hash)
        await forgive(tx, str(one.id), ask.address)
        tx.audit("identity.password_reset", str(one.id), {"reset": found.id}, org_unit=one.unit)
        return await open_session(tx, Opening("staff", one.id, "reset", ask.address, ask.device))


async def _person(read: Read, reset: Reset) -> Staff:
    """Read whose request it is, where the person may sign in.

    Raises:
        ResetOver: ``identity.reset_over``.
    """
    one = None
    if reset.staff is not None:
        one = await Staff.get_or_none(id=reset.staff, state=ACTIVE, using_db=read.conn)
    if one is None:
        raise ResetOver("expired")
    return one
