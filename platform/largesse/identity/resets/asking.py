"""Ask for a new password, or leave it; what is asked for nobody looks and lives like anything else."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.identity.resets.records import PasswordReset
from largesse.identity.resets.reset import (
    HOURLY_OF_ADDRESS,
    LIVES,
    OPEN_MAX,
    ResetTooOften,
    code_hash,
    code_of,
    head_of,
)
from largesse.identity.sessions.sessions import token_hash
from largesse.identity.sessions.sign_in import find_person
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.store.work import Tx, Work

LOGIN_MAX = 200
_HOUR = timedelta(hours=1)
_OF_ADDRESS = """
select min(asked_at) from (select asked_at from identity_reset where address = $1 and asked_at > $2
  order by asked_at desc limit $3) newest having count(*) >= $3
"""
_MAKE_ROOM = """
update identity_reset set ended_at = $2, ended_why = 'replaced' where id in (
  select id from identity_reset
  where staff = $1 and ended_at is null and expires_at > $2 and confirmed_by is null
  order by asked_at desc offset $3 for update skip locked)
"""
_LEAVE = """
update identity_reset set ended_at = $2, ended_why = 'left' where secret_hash = $1 and ended_at is null
"""


@dataclass(frozen=True)
class AskReset(AskWithoutReceipt):
    """Who cannot sign in, and which browser asks; ``earlier`` is the secret it kept until now."""

    login: str = asked("Staff number or e-mail.")
    address: str = ""
    device: str = ""
    earlier: str = field(default="", repr=False)


@dataclass(frozen=True)
class LeaveReset(AskWithoutReceipt):
    """The browser whose request ends."""

    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class ResetAsked:
    """The secret for the browser to keep, and until when it is good."""

    secret: str = field(repr=False)
    expires_at: datetime


async def ask_reset(ask: AskReset, *, work: Work) -> ResetAsked:
    """Begin a request; the same for a name that nobody has.

    Raises:
        Malformed: ``kernel.malformed`` at ``login``.
        ResetTooOften: ``identity.reset_too_often``: too many from this address within an hour.
    """
    login = ask.login.strip()
    if not 1 <= len(login) <= LOGIN_MAX:
        raise Malformed(because("identity.reason.login"), "login")
    async with work.job() as tx:
        await _check_pace(tx, ask.address)
        known = await find_person(tx, login)
        staff = None if known is None or known.shut else known.id
        await tx.run(_LEAVE, token_hash(ask.earlier), tx.now)
        await tx.run(_MAKE_ROOM, staff, tx.now, OPEN_MAX - 1)
        secret = secrets.token_urlsafe(32)
        facts = {"address": ask.address, "reset": await _insert(tx, ask, staff, secret)}
        tx.audit("identity.reset_asked", str(staff or "unknown"), facts)
        return ResetAsked(secret, tx.now + LIVES)


async def leave_reset(ask: LeaveReset, *, work: Work) -> None:
    """End the browser's own request, if it still lives."""
    async with work.job() as tx:
        await tx.run(_LEAVE, token_hash(ask.secret), tx.now)


async def _check_pace(tx: Tx[Any], address: str) -> None:
    """Refuse too much from an address; one ask is looked at at a time: both ceilings count them all."""
    await tx.run("select pg_advisory_xact_lock(hashtextextended('identity.resets', 7))")
    first = await tx.value(_OF_ADDRESS, address, tx.now - _HOUR, HOURLY_OF_ADDRESS)
    if first is not None:
        opens_at = first + _HOUR
        raise ResetTooOften(max(1, round((opens_at - tx.now).total_seconds() / 60)), retry_at=opens_at)


async def _insert(tx: Tx[Any], ask: AskReset, staff: UUID | None, secret: str) -> UUID:
    reset, code = new_id(), code_of(secret)
    await PasswordReset.create(
        id=reset,
        staff=staff,
        secret_hash=token_hash(secret),
        code_hash=code_hash(reset, code),
        code_head=head_of(code),
        address=ask.address,
        device=ask.device,
        asked_at=tx.now,
        expires_at=tx.now + LIVES,
        using_db=tx.conn,
    )
    return reset
