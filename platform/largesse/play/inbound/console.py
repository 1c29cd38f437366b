"""Events on the console face."""

from datetime import datetime
from functools import partial
from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.clock import now
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.play.inbound.reads import (
    Chosen,
    Count,
    InboundRow,
    StartedRow,
    inbound_of,
    inbound_page,
    today,
)
from largesse.play.inbound.records import INBOUND
from largesse.play.inbound.settle import EventsSettled, dismiss_events, release_events
from largesse.play.sources.source import SOURCE


def reason_in_words(reason: str, what: str, locale: str) -> str:
    """Say why an event does not count; empty where it does."""
    return text(f"play.event_reason.{reason}", locale, {"what": what}) if reason else ""


@strawberry.type(description="A play that an event started, or why it did not start.")
class EventStarted:
    """One play."""

    activity: str = named("The activity, act_….")
    activity_title: str = named("What the activity is called.")
    play: str = named("The play's id in its document.")
    outcome: str = named("The id of what it brought, or the code of the refusal.")
    draw: str | None = named("The draw, drw_…; null: it was refused.")
    message: str = named("The refusal in words; empty: it was played.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: StartedRow, locale: str) -> Self:
        code = row.outcome if row.draw is None else ""
        key = code if "." in code or not code else f"play.event_reason.{code}"
        return cls(
            activity=text_id("act", row.activity),
            activity_title=said(dict(row.title), locale),
            play=row.play,
            outcome=row.outcome,
            draw=maybe_id("drw", row.draw),
            message=text(key, locale) if key else "",
            at=row.at,
        )


@strawberry.type(description="An event that another system told.")
class InboundEvent:
    """One event."""

    row: strawberry.Private[InboundRow]
    id: str = named("Id, inb_….")
    source: str = named("The source, evs_….")
    source_name: str = named("What the source is called.")
    told_id: str = named("The source's own id of the event.")
    via: str = named("system, file or plugin.")
    name: str = named("Name of the event.")
    happened_at: datetime | None = named("When it happened; null: that could not be read.")
    received_at: datetime = named("When it came.")
    state: str = named("accepted, played, quarantined or dismissed.")
    reason: str = named("Why it stands, or stood, apart; empty: it never did.")
    message: str = named("The same in words.")
    client: str | None = named("The client, cli_…; null: nobody was found.")
    client_name: str = named("The client's masked name.")
    hint: str = named("The masked number by which the client was named.")
    props: JsonDocument = named("The values that it carries; of one that stands apart, those that fit.")
    settled_at: datetime | None = named("When a person let it count or put it aside.")
    settled_by: str = named("Who; empty: nobody.")
    settled_why: str = named("Why.")
    started: list[EventStarted] = named("What it started.")

    @classmethod
    def of(cls, row: InboundRow, locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(INBOUND, row.id),
            source=text_id(SOURCE, row.source),
            source_name=row.source_name,
            told_id=row.told_id,
            via=row.via,
            name=row.name,
            happened_at=row.happened_at,
            received_at=row.received_at,
            state=row.state,
            reason=row.reason,
            message=reason_in_words(row.reason, row.what, locale),
            client=maybe_id("cli", row.client),
            client_name=row.client_name,
            hint=row.hint,
            props=cast("JsonDocument", row.props),
            settled_at=row.settled_at,
            settled_by=row.settler,
            settled_why=row.settled_why,
            started=[EventStarted.of(one, locale) for one in row.started],
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        if self.state != "quarantined" or not info.context.who().may("play.settle_event"):
            return []
        return ["dismiss"] if self.row.again else ["release", "dismiss"]


@strawberry.type(description="How many events of a name a source told today.")
class EventCount:
    """One name of one source."""

    name: str = named("Name of the event.")
    source: str = named("The source, evs_….")
    source_name: str = named("What the source is called.")
    counted: int = named("How many count.")
    apart: int = named("How many stand apart.")
    dismissed: int = named("How many were put aside.")

    @classmethod
    def of(cls, row: Count) -> Self:
        return cls(
            name=row.name,
            source=text_id(SOURCE, row.source),
            source_name=row.source_name,
            counted=row.counted,
            apart=row.apart,
            dismissed=row.dismissed,
        )


@strawberry.type(description="Events were let count, or put aside.")
class InboundEventsSettled:
    """How many."""

    settled: int = named("How many were settled.")
    staying: int = named("How many stay, because they do not fit yet.")

    @classmethod
    def of(cls, done: EventsSettled) -> Self:
        return cls(settled=done.settled, staying=done.staying)


@strawberry.input(description="Which events are listed; what is left out chooses nothing.")
class InboundEventsChosen:
    """The filter of the list."""

    state: str = strawberry.field(
        description="accepted, played, quarantined or dismissed; empty: all.", default=""
    )
    reason: str = strawberry.field(description="Why they stand apart; empty: any.", default="")
    name: str = strawberry.field(description="Name of the event; empty: any.", default="")
    source: str = strawberry.field(description="The source, evs_…; empty: any.", default="")


@strawberry.type
class InboundQuery:
    """Events."""

    @strawberry.field(description="Events within reach, newest first. sort: receivedAt, happenedAt, name.")
    async def inbound_events(  # noqa: PLR0913, PLR0917 - the four arguments of every list, and which events
        self,
        info: Info,
        chosen: InboundEventsChosen | None = None,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[InboundEvent]:
        """List them."""
        asked = chosen or InboundEventsChosen()
        source = parse_id(SOURCE, asked.source, "source") if asked.source else None
        which = Chosen(asked.state, asked.reason, asked.name, source)
        name = f"inbound-{which.state}-{which.reason}-{which.name}-{asked.source}"
        rows = partial(inbound_page, which=which)
        listing = Listing(name, "play.read_events", rows, InboundEvent.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One event; null when missing or out of reach.")
    @missing_as_null
    async def inbound_event(self, info: Info, id: str) -> InboundEvent | None:  # noqa: A002 - the face's name
        """Read one."""
        actor = info.context.who()
        actor.must("play.read_events")
        async with info.context.work.read() as read:
            row = await inbound_of(read, actor, parse_id(INBOUND, id))
        return InboundEvent.of(row, info.context.locale) if row else None

    @strawberry.field(description="What came today, by name and source; at most 200.")
    async def events_today(self, info: Info) -> list[EventCount]:
        """Count them."""
        actor = info.context.who()
        actor.must("play.read_events")
        async with info.context.work.read() as read:
            return [EventCount.of(one) for one in await today(read, actor, now())]


@strawberry.type
class InboundMutation:
    """Steps with events that stand apart."""

    release_events = mutation(
        release_events,
        "Judge events anew and let those count that fit now.",
        shows=InboundEventsSettled.of,
        result="InboundEventsResult",
    )
    dismiss_events = mutation(
        dismiss_events,
        "Put events aside for good.",
        shows=InboundEventsSettled.of,
        result="InboundEventsResult",
    )
