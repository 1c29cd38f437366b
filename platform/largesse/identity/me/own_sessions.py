"""One's own sessions: where and since when one is, or was, signed in; each that lives can be ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.identity.ids import SESSION
from largesse.identity.sessions.records import SessionId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing
from largesse.store.work import Read, Work

SHOWN_MAX = 20
OPERATION = "identity.read_own_sessions"
_OWN = """
select id, token_hash, device, address, created_at, seen_at, ended_at, ended_why,
  ended_at is null and expires_at > now() and seen_at + make_interval(secs => idle_s) > now() as lives
from identity_session where subject_kind = 'staff' and subject = $1 order by created_at desc limit $2
"""
_END = """
update identity_session set ended_at = $3, ended_why = 'signed_out'
where id = $1 and subject_kind = 'staff' and subject = $2 and ended_at is null
"""


@dataclass(frozen=True)
class SessionMissing(Missing):
    """No such session of one's own that lives."""

    code = "identity.session_missing"
    session: UUID


@dataclass(frozen=True)
class SessionRow:
    """A session of one's own; ``lives`` until it is ended, idle or too old."""

    id: SessionId
    token_hash: str
    device: str
    address: str
    created_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    ended_why: str | None
    lives: bool


@dataclass(frozen=True, kw_only=True)
class EndOwnSession(Ask):
    """One of one's own sessions."""

    session: SessionId = asked("The session, ses_….", id=SESSION)


@dataclass(frozen=True)
class OwnSessionEnded:
    """Which session ended."""

    session: SessionId


async def own_sessions(read: Read, actor: Actor) -> list[SessionRow]:
    """List one's own sessions, the newest first."""
    return await read.all(SessionRow, _OWN, actor.id, SHOWN_MAX)


async def end_own_session(ask: EndOwnSession, *, actor: Actor, work: Work) -> OwnSessionEnded:
    """End a session of one's own, this one or another.

    Raises:
        SessionMissing: ``identity.session_missing``.
    """
    actor.must(OPERATION)
    async with work.begin(ask, actor, use="identity.end_own_session", answer=OwnSessionEnded) as tx:
        if tx.earlier:
            return tx.earlier
        if not await tx.run(_END, ask.session, actor.id, tx.now):
            raise SessionMissing(ask.session)
        tx.audit("identity.signed_out", str(actor.id), {"session": ask.session}, org_unit=actor.unit)
        return await tx.done(OwnSessionEnded(ask.session))
