"""Declared events on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.audience.event_names.declare import EventDeclared, declare_event, retire_event
from largesse.audience.event_names.event_name import EventNameMissing
from largesse.audience.event_names.reads import Declared, event_names
from largesse.audience.facts.regulated import Prop
from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named


@strawberry.type(name="EventProp", description="A value that an event carries.")
class EventPropType:
    """One value."""

    name: str = named("Its name.")
    kind: str = named("text, number, flag or day.")
    title: str = named("What it is called in the request's language.")
    zh: str = named("What it is called in Chinese.")
    en: str = named("What it is called in English.")
    regulated: str = named("none, deposit, wealth, fund, insurance or loan.")
    needed: bool = named("Whether the event never comes without it.")

    @classmethod
    def of(cls, prop: Prop, locale: str) -> Self:
        return cls(
            name=prop.name,
            kind=prop.kind,
            title=prop.en if locale == "en" else prop.zh,
            zh=prop.zh,
            en=prop.en,
            regulated=prop.regulated,
            needed=prop.needed,
        )


@strawberry.type(name="EventName", description="A declared event: what other systems may tell.")
class EventNameType:
    """One event."""

    row: strawberry.Private[Declared]
    name: str = named("Its name, such as account.opened.")
    title: str = named("What it is called in the request's language.")
    zh: str = named("What it is called in Chinese.")
    en: str = named("What it is called in English.")
    regulated: str = named("none, deposit, wealth, fund, insurance or loan.")
    sharing: bool = named("Whether it is a share of a page.")
    late_days: int = named("For how many days after it happened it still counts.")
    ahead_minutes: int = named("By how many minutes its time may lie ahead of ours.")
    retired: bool = named("Whether it is taken no more.")
    props: list[EventPropType] = named("The values that it carries.")
    version: int = named("How often it was changed here; 0: as every house begins with it.")
    by_name: str = named("Who changed it last; empty: nobody.")
    changed_at: datetime | None = named("When; null: never.")

    @classmethod
    def of(cls, row: Declared, locale: str) -> Self:
        event = row.event
        return cls(
            row=row,
            name=event.name,
            title=event.en if locale == "en" else event.zh,
            zh=event.zh,
            en=event.en,
            regulated=event.regulated,
            sharing=event.sharing,
            late_days=event.late_days,
            ahead_minutes=event.ahead_minutes,
            retired=event.retired,
            props=[EventPropType.of(one, locale) for one in event.props],
            version=row.version,
            by_name=row.by_name,
            changed_at=row.at,
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        if not info.context.who().may("audience.declare_event"):
            return []
        return ["declare"] if self.retired else ["declare", "retire"]


@strawberry.type(description="An event after a change.")
class EventNameKept:
    """The success of every step."""

    event: EventNameType = named("The event as it is declared now.")


async def shown(kept: EventDeclared, info: Info) -> EventNameKept:
    """Show an event after a step."""
    async with info.context.work.read() as read:
        found = next((one for one in await event_names(read) if one.event.name == kept.name), None)
    if found is None:
        raise EventNameMissing(kept.name)
    return EventNameKept(event=EventNameType.of(found, info.context.locale))


@strawberry.type
class EventNameQuery:
    """Declared events."""

    @strawberry.field(description="Every declared event by its name, retired ones last; at most 1,000.")
    async def event_names(self, info: Info) -> list[EventNameType]:
        """List them."""
        info.context.who().must("audience.read_events")
        async with info.context.work.read() as read:
            return [EventNameType.of(one, info.context.locale) for one in await event_names(read)]


@strawberry.type
class EventNameMutation:
    """Steps of who keeps the list."""

    declare_event = mutation(
        declare_event,
        "Declare an event, or change what is declared of it.",
        shows=shown,
        result="EventNameResult",
    )
    retire_event = mutation(retire_event, "Take an event no more.", shows=shown, result="EventNameResult")
