"""Sessions: one table for staff, clients and apps; the token is kept as a hash only.

Invariant   a member of staff has one live session: the newest
"""

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from tortoise.connection import get_connection

from largesse.identity.demo_people import EMAILS
from largesse.identity.sessions.records import Session, SessionId
from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.store.house import House
from largesse.store.sealing import signature
from largesse.store.sql import statement
from largesse.store.work import Read, Tx, Work

SubjectKind = Literal["staff", "client", "app"]
COOKIES: dict[SubjectKind, str] = {"staff": "lg_staff", "client": "lg_client"}
IDLE: dict[SubjectKind, timedelta] = {
    "staff": timedelta(minutes=30),
    "client": timedelta(days=1),
    "app": timedelta(hours=1),
}
LIFE: dict[SubjectKind, timedelta] = {
    "staff": timedelta(hours=12),
    "client": timedelta(days=30),
    "app": timedelta(hours=1),
}
_TOUCH_EVERY_S = 60
_DEMO = sorted(EMAILS)
_SUBJECT_OF_TOKEN = statement(__name__, "subject_of_token")
_STAFF_SUBJECT = statement(__name__, "staff_subject")


@dataclass(frozen=True)
class Opening:
    """Whose session opens, and how it came about: password, reset, code, demo, or by ``launched_by``.

    ``device``: what the browser says of itself.
    """

    kind: SubjectKind
    subject: UUID
    via: str
    address: str = ""
    device: str = ""


@dataclass(frozen=True)
class _Subject:
    """Who acts; of staff also the person, None where he is disabled. ``units`` None: every one."""

    subject_kind: SubjectKind
    subject: UUID
    name: str | None
    unit: UUID | None
    roles: frozenset[str] | None
    units: frozenset[UUID] | None


@dataclass(frozen=True)
class _LiveSession(_Subject):
    """A session that lives, and whose it is."""

    id: SessionId
    seen_at: datetime


async def open_session(tx: Tx[Any], opening: Opening) -> str:
    """Open a session and return its token; an earlier one of the same member of staff ends."""
    if opening.kind == "staff":
        await tx.run("select 1 from identity_staff where id = $1 for update", opening.subject)
        await end_sessions(tx, "staff", [opening.subject], "replaced")
    token = new_token()
    await Session.create(
        id=new_id(),
        subject_kind=opening.kind,
        subject=opening.subject,
        token_hash=token_hash(token),
        via=opening.via,
        address=opening.address,
        device=opening.device,
        created_at=tx.now,
        seen_at=tx.now,
        idle_s=int(IDLE[opening.kind].total_seconds()),
        expires_at=tx.now + LIFE[opening.kind],
        using_db=tx.conn,
    )
    return token


async def actor_of(work: Work, token: str) -> Actor | None:
    """Find who stands behind a token: None when unknown, ended, idle too long, or disabled.

    An admitted session is touched at most once a minute.
    """
    at = now()
    # One round trip for every request: session, person, unit and everything below it.
    read = Read(get_connection("default"), work.house)
    found = await read.one(
        _LiveSession, _SUBJECT_OF_TOKEN, token_hash(token), at, settings().production, _DEMO
    )
    actor = _actor(work.house, found) if found else None
    if found and actor and (at - found.seen_at).total_seconds() >= _TOUCH_EVERY_S:
        async with work.job(actor) as tx:
            await Session.filter(id=found.id).using_db(tx.conn).update(seen_at=tx.now)
    return actor


async def close_session(tx: Tx[Any], token: str) -> None:
    """End the session of this token, if it still lives."""
    sql = """update identity_session set ended_at = $2, ended_why = 'signed_out'
             where token_hash = $1 and ended_at is null"""
    await tx.run(sql, token_hash(token), tx.now)


async def end_sessions(tx: Tx[Any], kind: SubjectKind, subjects: Collection[UUID], why: str) -> int:
    """End every live session of these subjects, and give how many there were."""
    sql = """update identity_session set ended_at = $3, ended_why = $4
             where subject_kind = $1 and subject = any($2::uuid[]) and ended_at is null"""
    return await tx.run(sql, kind, list(subjects), tx.now, why)


def launched_by(issuer: str) -> str:
    """Say that a launch token of this issuer opened a session."""
    return f"launch_token:{issuer}"


async def end_sessions_opened_by(tx: Tx[Any], via: str, why: str) -> int:
    """End every live session that came about this way; gives how many."""
    sql = "update identity_session set ended_at = $2, ended_why = $3 where via = $1 and ended_at is null"
    return await tx.run(sql, via, tx.now, why)


def new_token() -> str:
    """Make a token: 256 random bits, and our mark on them."""
    word = secrets.token_urlsafe(32)
    return f"{word}.{_mark(word)}"


def marked(token: str) -> bool:
    """Tell without looking it up whether a token was made here; whether it lives is another question."""
    word, _, mark = token.partition(".")
    return hmac.compare_digest(mark.encode(), _mark(word).encode())


def _mark(word: str) -> str:
    return signature(word.encode(), "identity.session").rpartition(":")[2][:24]


def token_hash(token: str) -> str:
    """Hash a random token; it has 256 bits of its own, so a plain digest cannot be guessed back."""
    return f"sha256:{sha256_hex(token.encode())}"


def client_actor(house: House, client: UUID) -> Actor:
    """Make the actor of a client; rooms compare holders by id, org units do not limit a client."""
    roles = frozenset({"client"})
    return Actor("client", client, house.operations_of(roles), None, roles)


async def staff_actor(read: Read, staff: UUID) -> Actor | None:
    """Make the actor of an active member of staff."""
    found = await read.one(_Subject, _STAFF_SUBJECT, staff)
    return _actor(read.house, found) if found else None


def _actor(house: House, found: _Subject) -> Actor | None:
    if found.subject_kind == "client":
        return client_actor(house, found.subject)
    if found.subject_kind == "app":
        return Actor("app", found.subject, house.operations_of(frozenset({"app"})), frozenset())
    if found.unit is None:
        return None
    roles = found.roles or frozenset()
    operations = house.operations_of(roles)
    return Actor(
        "staff", found.subject, operations, found.units, roles, unit=found.unit, name=found.name or ""
    )
