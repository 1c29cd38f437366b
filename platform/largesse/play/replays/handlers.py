"""What replays do on events: a long day is replayed page by page, and can be taken back meanwhile.

Invariant   one at a time in a process; no transaction is open while a page is played; of the day's events one
            page is held in memory; nothing but the row of the replay is written
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.copy import noted
from largesse.kernel.errors import Told
from largesse.play.replays.bench import Bench
from largesse.play.replays.day import Chosen
from largesse.play.replays.events import Pages, Wanted
from largesse.play.replays.found import outcome_of
from largesse.play.replays.later import TOPIC, end
from largesse.play.replays.outcome import Outcome
from largesse.play.replays.ready import Played, bench_of, known_of, wanted_of
from largesse.store.house import House
from largesse.store.outbox import Event, Handlers, Later, TwoStep
from largesse.store.work import Tx, Work

TELLS_S, TIME_MAX_S, _BUSY_S = 1.0, 200.0, 3.0
_BEGIN = """
update play_replay set state = 'running', done = 0 where id = $1 and state in ('waiting', 'running')
returning id, activity, org_unit, document, document_hash, since, chosen, units, asked_at
"""
_SO_FAR = "update play_replay set done = least($2, total) where id = $1 and state = 'running'"


@dataclass
class _Slot:
    """Whether this process replays a day."""

    taken: bool = False


class _Asked(msgspec.Struct, frozen=True):
    """What ``play.replay_asked.v1`` carries."""

    replay: UUID


@dataclass(frozen=True)
class _Begun:
    id: UUID
    activity: UUID
    org_unit: UUID
    document: dict[str, Any]
    document_hash: str
    since: datetime | None
    chosen: dict[str, Any]
    units: list[UUID] | None
    asked_at: datetime


@dataclass(frozen=True)
class Ready:
    """A replay that can begin, or why it cannot."""

    id: UUID
    activity: UUID
    bench: Bench | None = None
    wanted: Wanted | None = None
    why: str = ""


@dataclass(frozen=True)
class ReplayTooLong(Told):
    """The day could not be played through in time; one event's name or a play makes it shorter."""

    code = "play.replay_too_long"


async def prepare(event: Event, tx: Tx[Any]) -> Ready | None:
    """Take the replay up, also one whose worker stopped; None: it is over or was taken back."""
    asked = msgspec.convert(event.payload, _Asked, strict=False)
    row = await tx.one(_Begun, _BEGIN, asked.replay)
    if row is None:
        return None
    chosen = msgspec.convert(row.chosen, Chosen, strict=False)
    played = Played(row.document, row.document_hash, row.org_unit, row.since)
    try:
        wanted = wanted_of(chosen, row.units, row.asked_at)
        return Ready(row.id, row.activity, await bench_of(tx, played, chosen, wanted.span.end), wanted)
    except Told as no:
        return Ready(row.id, row.activity, why=noted(no))


async def reckon(ready: Ready, _request: str, work: Work) -> Outcome | str | None:
    """Replay page by page, telling once a second how far it is; None: it was taken back.

    Raises:
        Later: this process replays another day.
    """
    if ready.bench is None or ready.wanted is None:
        return ready.why
    slot = work.house.single(_slot)
    if slot.taken:
        raise Later(_BUSY_S, "another replay is under way")
    slot.taken = True
    try:
        return await _through(ready.id, ready.activity, ready.bench, ready.wanted, work)
    finally:
        slot.taken = False


async def _through(
    replay: UUID, activity: UUID, bench: Bench, wanted: Wanted, work: Work
) -> Outcome | str | None:
    began = told = time.monotonic()
    pages = Pages(wanted)
    while True:
        async with work.read() as read:
            some = await pages.next(read)
            known = await known_of(read, bench, activity, some)
        if not some:
            return outcome_of(bench, time.monotonic() - began)
        await asyncio.to_thread(bench.take, some, known)
        if time.monotonic() - told >= TELLS_S:
            told = time.monotonic()
            if not await so_far(work, replay, bench.tally.events):
                return None
            if told - began > TIME_MAX_S:
                return noted(ReplayTooLong())


async def so_far(work: Work, replay: UUID, done: int) -> bool:
    """Tell how many events are played; False: nobody wants it any more."""
    async with work.job() as tx:
        return bool(await tx.run(_SO_FAR, replay, done))


async def keep(ready: Ready, found: Outcome | str | None, tx: Tx[Any]) -> None:
    """Keep what was found, or why nothing could be; one that was taken back meanwhile stays so."""
    if isinstance(found, str):
        await end(tx, ready.id, "failed", why=found)
    elif found is not None:
        await end(tx, ready.id, "done", found)


def _slot(_house: House) -> _Slot:
    return _Slot()


HANDLERS: Handlers = {TOPIC: [TwoStep("play.replay_day", prepare, reckon, keep, klass="slow")]}
