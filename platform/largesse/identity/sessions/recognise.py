"""Recognise many clients at once: tokens that arrive within a millisecond are looked up by one query.

Invariant   the same rule as ``sessions.actor_of``; a session is touched at most once a minute, in id order
Source      docs/explanation/group-commit.md
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from largesse.identity.sessions.records import SessionId
from largesse.identity.sessions.sessions import client_actor, token_hash
from largesse.kernel.actor import Actor
from largesse.kernel.settings import settings
from largesse.store.house import House
from largesse.store.work import Read, Tx, Work

GATHER_S = 0.001
TOKENS_MAX = 512
_TOUCH_EVERY_S = 60

_FIND = """
select s.token_hash, s.id, s.subject, s.seen_at from identity_session s
where s.token_hash = any($1::text[]) and s.subject_kind = 'client'
  and s.ended_at is null and s.expires_at > $2 and s.seen_at + make_interval(secs => s.idle_s) > $2
  and not ($3::boolean and s.via = 'demo')
"""
_TOUCH = """
update identity_session set seen_at = $2 where id in (
  select id from identity_session where id = any($1::uuid[]) order by id for update skip locked)
"""


class ClientSession(NamedTuple):
    """A client's session that lives."""

    token_hash: str
    id: SessionId
    subject: UUID
    seen_at: datetime


class Recognition:
    """One per process: waits a moment, looks up what gathered, one look-up at a time."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._waiting: dict[str, asyncio.Future[UUID | None]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def client(self, token: str) -> Actor | None:
        """Find the client behind a token: None when unknown, ended or idle too long."""
        hashed = token_hash(token)
        found = self._waiting.get(hashed)
        if found is None:
            found = self._waiting[hashed] = asyncio.get_running_loop().create_future()
            if self._looking is None:
                self._looking = asyncio.create_task(self._answer_all())
        client = await asyncio.shield(found)
        return client_actor(self._work.house, client) if client else None

    async def _answer_all(self) -> None:
        try:
            await asyncio.sleep(GATHER_S)
            while self._waiting:
                hashes = list(self._waiting)[:TOKENS_MAX]
                asked = {one: self._waiting.pop(one) for one in hashes}
                try:
                    known = await self._look_up(hashes)
                except Exception as error:  # noqa: BLE001 - each caller gets it; the next ones go on
                    _fail(asked, error)
                    continue
                for one, answer in asked.items():
                    if not answer.done():
                        answer.set_result(known.get(one))
        finally:
            self._looking = None

    async def _look_up(self, hashes: list[str]) -> dict[str, UUID]:
        async with self._work.job() as tx:
            found = await living(tx, hashes, tx.now)
            await touch(tx, found)
        return {one.token_hash: one.subject for one in found}


async def living(read: Read, hashes: Sequence[str], at: datetime) -> list[ClientSession]:
    """Give the clients' sessions that live at an instant, of those with these hashes of tokens."""
    return await read.tuples(ClientSession, _FIND, list(hashes), at, settings().production)


async def touch(tx: Tx[Any], sessions: Sequence[ClientSession]) -> None:
    """Note that some sessions are used, each at most once a minute; whoever holds one is not waited for."""
    stale = [one.id for one in sessions if (tx.now - one.seen_at).total_seconds() >= _TOUCH_EVERY_S]
    if stale:
        await tx.run(_TOUCH, stale, tx.now)


def _fail(asked: dict[str, "asyncio.Future[UUID | None]"], error: Exception) -> None:
    for answer in asked.values():
        if not answer.done():
            answer.set_exception(error)
            answer.exception()  # a caller who hung up leaves nobody to fetch it


def recognition(work: Work) -> Recognition:
    """Give the recognition of this process."""
    return work.house.single(_recognition)


def _recognition(house: House) -> Recognition:
    return Recognition(Work(house))
