"""One's own password: changed by showing the current one.

Invariant   guesses at the current password count like guesses at the log-in; a change ends every session,
            also one that somebody else may hold
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.sessions.password import check_strength, hashed, matches
from largesse.identity.sessions.sessions import Opening, open_session
from largesse.identity.sessions.throttle import count_attempt, forgive
from largesse.identity.staff.records import Staff
from largesse.identity.staff.staff import set_password
from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Refusal
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class PasswordWrong(Refusal):
    """The current password is not right."""

    code = "identity.password_wrong"
    path = "current"


@dataclass(frozen=True)
class ChangeOwnPassword(AskWithoutReceipt):
    """One's own new password, the current one shown, and where it is typed."""

    current: str = asked("The current password.")
    password: str = asked("The new one, at least 12 characters.")
    address: str = ""
    device: str = ""


async def change_own_password(ask: ChangeOwnPassword, *, actor: Actor, work: Work) -> str:
    """Set one's own new password; every session ends and the token of a new one is returned.

    Raises:
        SignInLocked: ``identity.sign_in_locked``: guesses here count as guesses at the log-in.
        PasswordWrong: ``identity.password_wrong``.
        PasswordWeak: ``identity.password_weak``.
    """
    actor.must("identity.change_own_password")
    async with work.job(actor) as tx:
        one = await Staff.get_or_none(id=actor.id, using_db=tx.conn)
        if one is None:
            raise PasswordWrong
        names = one.number, one.email.partition("@")[0], one.name
        check_strength(ask.password, *names, current=ask.current)
        locked = await count_attempt(tx, str(actor.id), ask.address)
    if locked:
        raise locked
    if not await matches(one.password_hash, ask.current):
        raise PasswordWrong
    password_hash = await hashed(ask.password)
    async with work.job(actor) as tx:
        await _check_unchanged(tx, actor.id, one.password_hash)
        await set_password(tx, actor.id, password_hash)
        await forgive(tx, str(actor.id), ask.address)
        tx.audit("identity.password_changed", str(actor.id), {}, org_unit=actor.unit)
        return await open_session(tx, Opening("staff", actor.id, "password", ask.address, ask.device))


async def _check_unchanged(tx: Tx[Any], staff: UUID, password_hash: str) -> None:
    """Refuse when the password was reset, or the person disabled, since the current one was looked at."""
    sql = "select password_hash from identity_staff where id = $1 and state = 'active' for update"
    if await tx.value(sql, staff) != password_hash:
        raise PasswordWrong
