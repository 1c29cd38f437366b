"""Replays for screens: one's own, newest first, and the names that what was found needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import numbered_names_of
from largesse.identity.names import names_of as called
from largesse.kernel.actor import Actor
from largesse.play.inbound.reads import InboundRow, inbounds_of
from largesse.play.replays.outcome import Outcome
from largesse.play.replays.records import ReplayId, ReplayState
from largesse.store.work import Read

_ROW = """
select id, activity, document_hash, chosen, state, total, done, {outcome}, why, asked_at, ended_at
from play_replay where asked_by = $1
"""
_LATEST = f"{_ROW.format(outcome='null::jsonb as outcome')} order by asked_at desc, id desc limit $2"
_ONE = f"{_ROW.format(outcome='outcome')} and id = $2"
SHOWN_MAX = 5


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One replay."""

    id: ReplayId
    activity: UUID
    document_hash: str
    chosen: dict[str, Any]
    state: ReplayState
    total: int
    done: int
    outcome: dict[str, Any] | None
    why: str
    asked_at: datetime
    ended_at: datetime | None
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """What ids of an outcome are called: clients by number and masked name, events as they are listed."""

    clients: Mapping[UUID, str]
    events: Mapping[UUID, InboundRow]


async def latest(read: Read, actor: Actor) -> list[ReplayRow]:
    """Give the newest replays that one asked for oneself, at most ``SHOWN_MAX``, without what they found."""
    return await _titled(read, await read.all(ReplayRow, _LATEST, actor.id, SHOWN_MAX))


async def replay_of(read: Read, actor: Actor, replay: UUID) -> ReplayRow | None:
    """Give one's own replay with what it found."""
    rows = await _titled(read, await read.all(ReplayRow, _ONE, actor.id, replay))
    return rows[0] if rows else None


async def _titled(read: Read, rows: Sequence[ReplayRow]) -> list[ReplayRow]:
    titles = await called(read, {row.activity for row in rows})
    return [replace(row, title=titles.get(row.activity, {})) for row in rows]


async def names_in(read: Read, actor: Actor, found: Outcome) -> Names:
    """Read what clients and events of an outcome are called now; a client who is gone has no name."""
    clients = {one.client for one in found.clients}
    clients |= {one.client for one in found.examples if one.client is not None}
    events = {one.event for one in found.examples}
    events |= {event for one in (found.real.differs if found.real else ()) for event in one.events}
    rows: Sequence[InboundRow] = await inbounds_of(read, actor, sorted(events))
    return Names(await numbered_names_of(read, sorted(clients)), {row.id: row for row in rows})
