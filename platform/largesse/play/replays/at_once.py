"""A short day replayed at once, on a read-only transaction: the database itself refuses every write."""

import asyncio
import time
from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.clock import now
from largesse.kernel.errors import Refusal
from largesse.play.replays.day import Chosen
from largesse.play.replays.events import Pages, events_in
from largesse.play.replays.found import outcome_of
from largesse.play.replays.outcome import Outcome
from largesse.play.replays.ready import bench_of, document_of, known_of, wanted_of
from largesse.store.work import Read

SHORT_MAX = 2_000


@dataclass(frozen=True, kw_only=True)
class ReplayDay(AskWithoutReceipt):
    """Play a short day's events under a document without writing anything."""

    chosen: Chosen = asked("Which day, under which document.")


@dataclass(frozen=True)
class DayIsLong(Refusal):
    """The day has more events than are replayed at once; it is replayed in the background."""

    code = "play.day_is_long"
    events: int
    most: int


async def replay_day(read: Read, ask: ReplayDay, actor: Actor) -> Outcome:
    """Replay a day of at most ``SHORT_MAX`` events.

    Raises:
        ActivityMissing, VersionMissing, PlayMissing, NothingListens: there is nothing to play.
        DayIsLong: ``play.day_is_long``.
        Malformed: ``kernel.malformed`` at ``day``, ``seed`` or ``event``.
    """
    began, chosen = time.monotonic(), ask.chosen
    played = await document_of(read, chosen, actor)
    units = None if actor.units is None else sorted(actor.units)
    wanted = wanted_of(chosen, units, now())
    bench = await bench_of(read, played, chosen, wanted.span.end)
    events = await events_in(read, wanted, SHORT_MAX)
    if events > SHORT_MAX:
        raise DayIsLong(events - 1, SHORT_MAX)
    pages = Pages(wanted)
    while some := await pages.next(read):
        known = await known_of(read, bench, chosen.activity, some)
        await asyncio.to_thread(bench.take, some, known)
    return outcome_of(bench, time.monotonic() - began)
