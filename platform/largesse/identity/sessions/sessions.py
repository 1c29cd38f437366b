"""Sessions: one table for staff, clients and apps; the token is kept as a hash only.

Invariant   a member of staff has one live session: the newest
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from tortoise.connection import get_connection

from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.store.house import House
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
# A temporary password opens nothing but the change of it.
_TEMPORARY = frozenset({"identity.change_own_password"})

# One round trip for every request: session, person, unit and everything below it.
_PERSON = """p.name, p.unit, p.roles, p.must_change_password, case when u.level <> 'head_office' then
  array(select x.id from identity_org_unit x where x.path @> array[u.id]) end as units"""
_FIND = f"""
select s.id, s.subject_kind, s.subject, s.seen_at, {_PERSON}
from identity_session s
left join identity_staff p on s.subject_kind = 'staff' and p.id = s.subject and p.state = 'active'
left join identity_org_unit u on u.id = p.unit
where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2
  and s.seen_at + make_interval(secs => s.idle_s) > $2
"""  # noqa: S608 - constants of this module
_STAFF = f"""
select 'staff' as subject_kind, p.id as subject, {_PERSON}
from identity_staff p join identity_org_unit u on u.id = p.unit
where p.id = $1 and p.state = 'active'
"""  # noqa: S608 - constants of this module


@dataclass(frozen=True)
class Opening:
    """Whose session opens, and how it came about (``password``, ``launch_token``, ``code``, ``demo``)."""

    kind: SubjectKind
    subject: UUID
    via: str
    address: str = ""


async def open_session(tx: Tx[Any], opening: Opening) -> str:
    """Open a session and return its token; an earlier one of the same member of staff ends."""
    if opening.kind == "staff":
        await tx.run("select 1 from identity_staff where id = $1 for update", opening.subject)
        await end_sessions(tx, "staff", [opening.subject], "replaced")
    token = secrets.token_urlsafe(32)
    await tx.run(
        """insert into identity_session (id, subject_kind, subject, token_hash, via, address, created_at,
                                         seen_at, idle_s, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)""",
        new_id(),
        opening.kind,
        opening.subject,
        token_hash(token),
        opening.via,
        opening.address,
        tx.now,
        int(IDLE[opening.kind].total_seconds()),
        tx.now + LIFE[opening.kind],
    )
    return token


async def actor_of(work: Work, token: str) -> Actor | None:
    """Find who stands behind a token: None when unknown, ended, idle too long, or disabled.

    An admitted session is touched at most once a minute.
    """
    at = now()
    row = await Read(get_connection("default"), work.house).row(_FIND, token_hash(token), at)
    actor = _actor(work.house, row) if row else None
    if row and actor and (at - row["seen_at"]).total_seconds() >= _TOUCH_EVERY_S:
        async with work.job(actor) as tx:
            await tx.run("update identity_session set seen_at = $2 where id = $1", row["id"], tx.now)
    return actor


async def close_session(tx: Tx[Any], token: str) -> None:
    """End the session of this token, if it still lives."""
    sql = """update identity_session set ended_at = $2, ended_why = 'signed_out'
             where token_hash = $1 and ended_at is null"""
    await tx.run(sql, token_hash(token), tx.now)


async def end_sessions(tx: Tx[Any], kind: SubjectKind, subjects: Collection[UUID], why: str) -> None:
    """End every live session of these subjects."""
    sql = """update identity_session set ended_at = $3, ended_why = $4
             where subject_kind = $1 and subject = any($2::uuid[]) and ended_at is null"""
    await tx.run(sql, kind, list(subjects), tx.now, why)


def token_hash(token: str) -> str:
    """Hash a random token; it has 256 bits of its own, so a plain digest cannot be guessed back."""
    return f"sha256:{sha256_hex(token.encode())}"


def client_actor(house: House, client: UUID) -> Actor:
    """Make the actor of a client; rooms compare holders by id, org units do not limit a client."""
    roles = frozenset({"client"})
    return Actor("client", client, house.operations_of(roles), None, roles)


async def staff_actor(read: Read, staff: UUID) -> Actor | None:
    """Make the actor of an active member of staff."""
    row = await read.row(_STAFF, staff)
    return _actor(read.house, row) if row else None


def _actor(house: House, row: dict[str, Any]) -> Actor | None:
    if row["subject_kind"] == "client":
        return client_actor(house, row["subject"])
    if row["subject_kind"] == "app":
        return Actor("app", row["subject"], house.operations_of(frozenset({"app"})), frozenset())
    if row["unit"] is None:
        return None
    roles = frozenset(row["roles"])
    operations = house.operations_of(roles)
    if row["must_change_password"]:
        operations &= _TEMPORARY
    units = None if row["units"] is None else frozenset(row["units"])
    return Actor("staff", row["subject"], operations, units, roles, unit=row["unit"], name=row["name"])
