"""Replays on the console face."""

from datetime import datetime
from typing import Annotated, Any, Self, cast

import msgspec
import strawberry

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.faces.context import Info
from largesse.faces.inputs import ask_of, input_of
from largesse.faces.mutations import mutation
from largesse.faces.refusals import RefusalType, missing_as_null, refusals_as_data
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.copy import retold, said
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import Long
from largesse.play.draws.reads import titles_of
from largesse.play.replays import later
from largesse.play.replays.at_once import ReplayDay, replay_day
from largesse.play.replays.day import Chosen, Version
from largesse.play.replays.outcome import Outcome
from largesse.play.replays.reads import ReplayRow, latest, names_in, replay_of
from largesse.play.replays.ready import document_of
from largesse.play.replays.records import REPLAY
from largesse.play.replays.shown import DayReplayed
from largesse.play.starting.listening import listening

_SAYS = "Play the events of a short day under a document, without writing anything."
_EXPORTED = "play.replay_exported"


@strawberry.type(description="A play of a version that waits for an event of another system.")
class ListeningPlay:
    """One play."""

    play: str = named("The play's id.")
    title: str = named("Its title in the request's language.")
    event: str = named("Name of the event for which it waits.")


@strawberry.type(description="Which day is replayed, under which document.")
class ReplayChosen:
    """What was chosen."""

    activity: str = named("The activity, act_….")
    activity_title: str = named("What the activity is called.")
    day: str = named("The day, YYYY-MM-DD.")
    version: str = named("draft or published.")
    clock: str = named("happened or came.")
    play: str = named("One play's id; empty: all that wait for an event.")
    event: str = named("One event's name; empty: all.")
    apart: bool = named("Whether events in quarantine are played too.")
    seed: int = named("What chance follows from.")


@strawberry.type(description="A long day that is replayed in the background.")
class Replay:
    """One replay and how far it is."""

    id: str = named("Id, rpl_….")
    chosen: ReplayChosen = named("Which day, under which document.")
    hash: str = named("Address of the document that is played.")
    state: str = named("waiting, running, done, failed or cancelled.")
    under_way: bool = named("Whether it waits or is being played.")
    total: Long = named("Events of the day.")
    done: Long = named("Events played so far.")
    why: str = named("Why it failed, in words; else empty.")
    asked_at: datetime = named("When it was asked for.")
    ended_at: datetime | None = named("When it was over.")
    found: DayReplayed | None = named("What it found; null in the list, and unless it is done.")

    @classmethod
    def of(cls, row: ReplayRow, found: DayReplayed | None, locale: str) -> Self:
        chosen = msgspec.convert(row.chosen, Chosen, strict=False)
        return cls(
            id=text_id(REPLAY, row.id),
            chosen=ReplayChosen(
                activity=text_id(ACTIVITY, row.activity),
                activity_title=said(dict(row.title), locale),
                day=chosen.day.isoformat(),
                version=chosen.version.value,
                clock=chosen.clock.value,
                play=chosen.play,
                event=chosen.event,
                apart=chosen.apart,
                seed=chosen.seed,
            ),
            hash=row.document_hash,
            state=row.state,
            under_way=row.state in later.OPEN,
            total=Long(row.total),
            done=Long(row.done),
            why=retold(row.why, locale),
            asked_at=row.asked_at,
            ended_at=row.ended_at,
            found=found,
        )


@strawberry.type(description="A replay was asked for or taken back.")
class ReplayMoved:
    """Which one."""

    replay: str = named("Id, rpl_….")
    activity: str = named("Its activity, act_….")

    @classmethod
    def of(cls, done: later.ReplayAsked) -> Self:
        return cls(replay=text_id(REPLAY, done.replay), activity=text_id(ACTIVITY, done.activity))


ReplayDayResult = Annotated[DayReplayed | RefusalType, strawberry.union("ReplayDayResult")]


async def _replay_day(info: Info, ask: Any) -> ReplayDayResult:
    """Play, on reads alone; a file of it is recorded as every list that leaves is."""
    actor, wish, locale = info.context.who(), cast("ReplayDay", ask_of(ReplayDay, ask)), info.context.locale
    actor.must("play.read_events")
    async with info.context.work.read() as read:
        found = await replay_day(read, wish, actor)
        names = await names_in(read, actor, found)
    await _recorded(info, wish.chosen, found)
    return DayReplayed.of(found, names, locale)


async def _recorded(info: Info, chosen: Chosen, found: Outcome) -> None:
    """Write who takes what was found as a file."""
    if not info.context.for_file:
        return
    actor = info.context.who()
    async with info.context.work.job(actor) as tx:
        facts = {"day": chosen.day.isoformat(), "clients": len(found.clients), "events": found.events}
        tx.audit(_EXPORTED, str(chosen.activity), facts, org_unit=actor.unit)


_replay_day.__annotations__.update(ask=input_of(ReplayDay, "ReplayDayAsk", _SAYS))


@strawberry.type
class ReplayQuery:
    """Queries about days that are played once more."""

    replay_day = strawberry.field(resolver=refusals_as_data(_replay_day, ReplayDay), description=_SAYS)

    @strawberry.field(
        description="Plays of an activity's version that wait for events; none: no such version within reach."
    )
    @missing_as_null
    async def listening_plays(
        self, info: Info, activity: str, version: str = "draft"
    ) -> list[ListeningPlay] | None:
        """Read them from the document."""
        actor, locale, house = info.context.who(), info.context.locale, info.context.work.house
        actor.must("play.read_events")
        ident = parse_id(ACTIVITY, activity, "activity")
        which = Version.PUBLISHED if version == Version.PUBLISHED.value else Version.DRAFT
        async with info.context.work.read() as read:
            played = await document_of(read, Chosen(ident, now().date(), which), actor)
        grammar = standard_of(house).grammar
        return [
            ListeningPlay(
                play=one.play,
                title=said(titles_of(played.document, one.play, grammar).get(""), locale) or one.play,
                event=one.event,
            )
            for one in listening(house, ident, played.document, now())
        ]

    @strawberry.field(
        description="The newest replays that one asked for oneself, newest first, at most five."
    )
    async def replays(self, info: Info) -> list[Replay]:
        """Read them."""
        actor, locale = info.context.who(), info.context.locale
        actor.must("play.read_events")
        async with info.context.work.read() as read:
            return [Replay.of(row, None, locale) for row in await latest(read, actor)]

    @strawberry.field(description="One's own replay with what it found; null when missing.")
    @missing_as_null
    async def replay(self, info: Info, id: str) -> Replay | None:  # noqa: A002 - the face's name
        """Read one."""
        actor, locale = info.context.who(), info.context.locale
        actor.must("play.read_events")
        async with info.context.work.read() as read:
            row = await replay_of(read, actor, parse_id(REPLAY, id))
            if row is None:
                return None
            found = None if row.outcome is None else msgspec.convert(row.outcome, Outcome, strict=False)
            names = None if found is None else await names_in(read, actor, found)
        if found is None or names is None:
            return Replay.of(row, None, locale)
        await _recorded(info, msgspec.convert(row.chosen, Chosen, strict=False), found)
        return Replay.of(row, DayReplayed.of(found, names, locale), locale)


@strawberry.type
class ReplayMutation:
    """Replay long days."""

    replay_later = mutation(
        later.replay_later,
        "Play the events of a long day under a document in the background.",
        shows=ReplayMoved.of,
        result="ReplayResult",
    )
    cancel_replay = mutation(
        later.cancel_replay,
        "Take back a replay that is under way.",
        shows=ReplayMoved.of,
        result="ReplayResult",
    )
