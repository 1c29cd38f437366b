"""Sources of events on the console face; a key that was just given is shown there, and nowhere else."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.play.sources.grant import grant_plugin_events
from largesse.play.sources.keep import (
    EventSourceKept,
    change_event_source,
    open_event_source,
    stop_event_source,
)
from largesse.play.sources.keys import (
    SourceKeyGiven,
    SourceKeyStopped,
    give_source_key,
    renew_source_key,
    stop_source_key,
)
from largesse.play.sources.reads import SourceKeyRow, SourceRow, keys_of, source_of, sources_page
from largesse.play.sources.secret import secret_of
from largesse.play.sources.source import SOURCE, SOURCE_KEY, SourceMissing


@strawberry.type(
    name="EventSourceKey", description="A key that a source was given; what it says is not kept."
)
class EventSourceKeyType:
    """One key."""

    id: str = named("Id, evk_….")
    state: str = named("active, ending (another took its place), ended or stopped.")
    made_at: datetime = named("When it was given.")
    by_name: str = named("Who gave it.")
    used_at: datetime | None = named("When it signed something last, to the minute; null: never.")
    ends_at: datetime | None = named("From when it signs nothing; null: no end is known.")
    reason: str = named("Why it was stopped; empty: it was not.")

    @classmethod
    def of(cls, row: SourceKeyRow, at: datetime) -> Self:
        return cls(
            id=text_id(SOURCE_KEY, row.id),
            state=row.standing(at),
            made_at=row.made_at,
            by_name=row.by_name,
            used_at=row.used_at,
            ends_at=row.ends_at,
            reason=row.reason,
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        if not info.context.who().may("play.keep_sources"):
            return []
        acts: dict[str, list[str]] = {"active": ["renew", "stop"], "ending": ["stop"]}
        return acts.get(self.state, [])


@strawberry.type(name="EventSource", description="A system of the bank, or a plugin, that may tell events.")
class EventSourceType:
    """One source."""

    row: strawberry.Private[SourceRow]
    id: str = named("Id, evs_….")
    name: str = named("What it is called.")
    of_plugin: bool = named("Whether a plugin tells them; it needs no key.")
    takes_files: bool = named("Whether a file of its events may be brought now.")
    events: list[str] = named("Names of the events that it may tell; none: all.")
    state: str = named("active or stopped.")
    made_at: datetime = named("When it was opened.")
    by_name: str = named("Who opened it; empty: the house itself.")
    used_at: datetime | None = named("When it told something last, to the minute; null: never.")
    reason: str = named("Why it was stopped; empty: it was not.")

    @classmethod
    def of(cls, row: SourceRow, _locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(SOURCE, row.id),
            name=row.name,
            of_plugin=row.installation is not None,
            takes_files=row.installation is None and row.stopped_at is None,
            events=list(row.events),
            state="active" if row.stopped_at is None else "stopped",
            made_at=row.made_at,
            by_name=row.by_name,
            used_at=row.used_at,
            reason=row.reason,
        )

    @strawberry.field(description="Its keys, living ones first, at most 50.")
    async def keys(self, info: Info) -> list[EventSourceKeyType]:
        """Read them."""
        at = now()
        async with info.context.work.read() as read:
            return [EventSourceKeyType.of(one, at) for one in await keys_of(read, self.row.id)]

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        if not info.context.who().may("play.keep_sources") or self.state == "stopped":
            return []
        return ["stop"] if self.of_plugin else ["change", "give_key", "stop"]


@strawberry.type(description="A source after a step.")
class EventSourceChanged:
    """The success of every step with a source."""

    source: EventSourceType = named("The source as it stands now.")


@strawberry.type(description="A key was given; this answer alone says what it is.")
class EventSourceKeyGiven:
    """The new key."""

    id: str = named("Its id, evk_…, which goes into the header largesse-key.")
    secret: str = named("What to sign with: to be handed over now, for it is shown only here.")

    @classmethod
    def of(cls, given: SourceKeyGiven) -> Self:
        return cls(id=text_id(SOURCE_KEY, given.source_key), secret=secret_of(given.source_key))


@strawberry.type(description="A key signs nothing any more.")
class EventSourceKeyStopped:
    """The stopped key."""

    id: str = named("Its id, evk_….")

    @classmethod
    def of(cls, stopped: SourceKeyStopped) -> Self:
        return cls(id=text_id(SOURCE_KEY, stopped.source_key))


async def changed(kept: EventSourceKept, info: Info) -> EventSourceChanged:
    """Show a source after a step."""
    async with info.context.work.read() as read:
        row = await source_of(read, info.context.who(), kept.source)
    if row is None:
        raise SourceMissing(str(kept.source))
    return EventSourceChanged(source=EventSourceType.of(row, info.context.locale))


@strawberry.type
class SourceQuery:
    """Sources of events."""

    event_sources: Connection[EventSourceType] = list_field(
        Listing("event-sources", "play.read_events", sources_page, EventSourceType.of),
        "Systems and plugins that may tell events, within reach. sort: name, madeAt.",
    )


@strawberry.type
class SourceMutation:
    """What opens a source's door and closes it."""

    open_event_source = mutation(
        open_event_source,
        "Open a source of events.",
        shows=changed,
        result="EventSourceResult",
    )
    change_event_source = mutation(
        change_event_source,
        "Say anew which events a source may tell.",
        shows=changed,
        result="EventSourceResult",
    )
    stop_event_source = mutation(
        stop_event_source,
        "Stop a source with all of its keys.",
        shows=changed,
        result="EventSourceResult",
    )
    grant_plugin_events = mutation(
        grant_plugin_events,
        "Let events of a plugin count, in the place of those granted before.",
        shows=changed,
        result="EventSourceResult",
    )
    give_source_key = mutation(
        give_source_key,
        "Give a source a key to sign with; shown once.",
        shows=EventSourceKeyGiven.of,
        result="EventSourceKeyResult",
    )
    renew_source_key = mutation(
        renew_source_key,
        "Give a new key in the place of one, which ends now or after an overlap.",
        shows=EventSourceKeyGiven.of,
        result="EventSourceKeyResult",
    )
    stop_source_key = mutation(
        stop_source_key,
        "Stop a key: what it signs is refused.",
        shows=EventSourceKeyStopped.of,
    )
