"""Ask for the replay of a long day, and take one back.

Source      docs/explanation/replays.md
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.play.replays.day import Chosen
from largesse.play.replays.events import events_in
from largesse.play.replays.ready import document_of, draft_of, wanted_of
from largesse.play.replays.records import REPLAY, Replay
from largesse.store.work import Tx, Work

TOPIC = "play.replay_asked.v1"
EVENTS_MAX = 200_000
OPEN = ("waiting", "running")
_END = """
update play_replay set state = $2, outcome = $3::jsonb, why = $4, ended_at = $5, document = null,
  done = case when $2 = 'done' then total else done end
where id = $1 and state in ('waiting', 'running')
"""


@dataclass(frozen=True)
class ReplayUnderWay(Refusal):
    """A replay that this person asked for is under way; it ends or is taken back first."""

    code = "play.replay_under_way"


@dataclass(frozen=True)
class ReplayMissing(Missing):
    """No such replay, or somebody else asked for it."""

    code = "play.replay_missing"
    replay: UUID


@dataclass(frozen=True)
class ReplayOver(Refusal):
    """The replay is over; there is nothing to take back."""

    code = "play.replay_over"


@dataclass(frozen=True)
class DayTooLong(Refusal):
    """The day has more events than are ever replayed; one event's name or a play makes them fewer."""

    code = "play.day_too_long"
    most: int


@dataclass(frozen=True, kw_only=True)
class ReplayLater(Ask):
    """Play a long day's events under a document in the background."""

    chosen: Chosen = asked("Which day, under which document.")


@dataclass(frozen=True, kw_only=True)
class CancelReplay(Ask):
    """Take back a replay that is under way."""

    replay: UUID = asked("Replay, rpl_….", id=REPLAY)


@dataclass(frozen=True)
class ReplayAsked:
    """A replay and its activity."""

    replay: UUID
    activity: UUID


async def replay_later(ask: ReplayLater, *, actor: Actor, work: Work) -> ReplayAsked:
    """Put the replay of a day before the worker.

    Raises:
        ActivityMissing, VersionMissing, PlayMissing, NothingListens: there is nothing to play.
        ReplayUnderWay: ``play.replay_under_way``.
        DayTooLong: ``play.day_too_long``.
        Malformed: ``kernel.malformed`` at ``day``, ``seed`` or ``event``.
    """
    actor.must("play.read_events")
    actor.must("activities.simulate_activity")
    async with work.begin(ask, actor, use="play.replay_later", answer=ReplayAsked) as tx:
        if tx.earlier:
            return tx.earlier
        played = await document_of(tx, ask.chosen, actor)
        draft_of(played.document, ask.chosen, tx.house)
        units = None if actor.units is None else sorted(actor.units)
        wanted = wanted_of(ask.chosen, units, tx.now)
        total = await events_in(tx, wanted, EVENTS_MAX)
        if total > EVENTS_MAX:
            raise DayTooLong(EVENTS_MAX)
        if await Replay.filter(asked_by=actor.id, state__in=OPEN).using_db(tx.conn).exists():
            raise ReplayUnderWay
        made = await Replay.create(
            id=new_id(),
            activity=ask.chosen.activity,
            org_unit=played.org_unit,
            document=played.document,
            document_hash=played.hash,
            since=played.since,
            chosen=msgspec.to_builtins(ask.chosen),
            units=units,
            total=max(1, total),
            asked_by=actor.id,
            asked_at=tx.now,
            using_db=tx.conn,
        )
        tx.emit(TOPIC, str(made.id), {"replay": str(made.id)})
        facts = {"replay": str(made.id), "day": ask.chosen.day.isoformat(), "hash": played.hash}
        tx.audit("play.replay_asked", str(ask.chosen.activity), facts, org_unit=played.org_unit)
        return await tx.done(ReplayAsked(made.id, ask.chosen.activity))


async def cancel_replay(ask: CancelReplay, *, actor: Actor, work: Work) -> ReplayAsked:
    """Take back one's own replay; the worker stops within seconds.

    Raises:
        ReplayMissing: ``play.replay_missing``.
        ReplayOver: ``play.replay_over``.
    """
    actor.must("play.read_events")
    async with work.begin(ask, actor, use="play.cancel_replay", answer=ReplayAsked) as tx:
        if tx.earlier:
            return tx.earlier
        found = await Replay.get_or_none(id=ask.replay, asked_by=actor.id, using_db=tx.conn)
        if found is None:
            raise ReplayMissing(ask.replay)
        if not await end(tx, found.id, "cancelled"):
            raise ReplayOver
        facts = {"replay": str(found.id)}
        tx.audit("play.replay_cancelled", str(found.activity), facts, org_unit=found.org_unit)
        return await tx.done(ReplayAsked(found.id, found.activity))


async def end(tx: Tx[Any], replay: UUID, state: str, outcome: Any = None, why: str = "") -> bool:
    """End a replay that is under way; False: it was over."""
    written = None if outcome is None else msgspec.json.encode(outcome).decode()
    return bool(await tx.run(_END, replay, state, written, why, tx.now))
