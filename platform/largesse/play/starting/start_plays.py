"""Start what waits for events that count: the plays first, each in its group's commit, then their notes.

Invariant   events of one client are taken in the order in which they happened; an event that happened before
            an activity began starts nothing in it
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.errors import Told
from largesse.kernel.expression import Value
from largesse.kernel.ids import text_id
from largesse.play.groups.alone import Start, start, start_key
from largesse.play.groups.gathering import Crowded
from largesse.play.inbound.records import INBOUND
from largesse.play.starting.listening import Listener, listeners
from largesse.store.outbox import Event, Later, TwoStep
from largesse.store.work import Tx, Work

BEFORE_START = "before_start"
_WAITING = """
select id, name, client, happened_at, props from play_inbound
where id = any($1::uuid[]) and state = 'accepted' order by happened_at, id
"""
_NOTE = """
insert into play_started (inbound, activity, play, outcome, draw, at) values ($1, $2, $3, $4, $5, $6)
on conflict do nothing
"""
_PLAYED = "update play_inbound set state = 'played' where id = any($1::uuid[]) and state = 'accepted'"


class _Told(msgspec.Struct, frozen=True):
    """What ``play.event_taken.v1`` carries."""

    events: list[UUID]


@dataclass(frozen=True)
class Accepted:
    """An event that counts and has started nothing yet."""

    id: UUID
    name: str
    client: UUID
    happened_at: datetime
    props: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Tried:
    """What one play came to: a prize's id and its draw, or a refusal's code."""

    inbound: UUID
    activity: UUID
    play: str
    outcome: str
    draw: UUID | None = None


async def prepare(event: Event, tx: Tx[Any]) -> list[Accepted] | None:
    """Read the events that a delivery tells of and that have started nothing yet."""
    told = msgspec.convert(event.payload, _Told, strict=False)
    return await tx.all(Accepted, _WAITING, told.events) or None


async def start_all(events: Sequence[Accepted], _request: str, work: Work) -> list[Tried]:
    """Start every play that waits for one of these events; clients beside each other, each in order."""
    async with work.read() as read:
        waiting = await listeners(work.house).now(read)
    by_client: dict[UUID, list[Accepted]] = {}
    for one in events:
        by_client.setdefault(one.client, []).append(one)
    found = await asyncio.gather(*(_of_client(some, waiting, work) for some in by_client.values()))
    return [tried for some in found for tried in some]


async def note(events: Sequence[Accepted], found: Sequence[Tried], tx: Tx[Any]) -> None:
    """Write down what was started, and that these events are done with."""
    rows = [(one.inbound, one.activity, one.play, one.outcome, one.draw, tx.now) for one in found]
    await tx.many(_NOTE, rows)
    await tx.run(_PLAYED, [one.id for one in events])


async def _of_client(events: Sequence[Accepted], waiting: Sequence[Listener], work: Work) -> list[Tried]:
    found = []
    for one in events:
        for listener in waiting:
            if listener.hears(one.name, one.client, one.props):
                found.append(await _one(one, listener, work))  # noqa: PERF401 - one after the other
    return found


async def _one(event: Accepted, listener: Listener, work: Work) -> Tried:
    outcome, draw = BEFORE_START, None
    if event.happened_at >= listener.start:
        cause, place = text_id(INBOUND, event.id), (listener.activity, listener.play)
        ask = Start(*place, event.client, start_key(cause, *place), cause, event.props)
        try:
            played = await start(ask, work)
            outcome, draw = played.prize_id, played.draw
        except Crowded as no:
            raise Later(1.0, no.code) from no
        except Told as no:
            outcome = no.code
    return Tried(event.id, listener.activity, listener.play, outcome, draw)


START_PLAYS = TwoStep("play.start_plays", prepare, start_all, note, klass="fast")
