"""What sources add to a plugin on the console face: what it may emit, and what of it was granted."""

from typing import Self, cast

import strawberry

from largesse.audience.event_names.reads import declared_events
from largesse.audience.facts.regulated import EventName
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.play.sources.console import EventSourceType
from largesse.play.sources.fitting import misfit_of
from largesse.play.sources.reads import source_of_installation
from largesse.plugging.installations.lock import decides_for
from largesse.plugging.installations.views import Plugin
from largesse_sdk.emitting import Emits


def misfit_in_words(why: str, what: str, locale: str) -> str:
    """Say why an event cannot be granted."""
    return text(f"play.event_unfit.{why}", locale, {"what": what})


@strawberry.type(description="An event that a plugin's manifest declares.")
class PluginEvent:
    """One event."""

    name: str = named("Name of the event.")
    title: str = named("What the plugin calls it.")
    regulated: str = named("Family of products: none, deposit, wealth, fund, insurance or loan.")
    props: list[str] = named("Names of the values that it carries.")
    granted: bool = named("Whether it counts now.")
    message: str = named("Why it cannot be granted; empty: it can.")

    @classmethod
    def of(cls, one: Emits, declared: EventName | None, granted: frozenset[str], locale: str) -> Self:
        misfit = misfit_of(one, declared)
        return cls(
            name=one.name,
            title=said(one.title, locale),
            regulated=declared.regulated if declared and one.regulated == "none" else one.regulated,
            props=[prop.name for prop in one.props],
            granted=one.name in granted,
            message=misfit_in_words(*misfit, locale) if misfit else "",
        )


@strawberry.type(description="What a plugin may emit, and the source that it tells it by.")
class PluginEmits:
    """The events of a plugin."""

    events: list[PluginEvent] = named("What its manifest declares.")
    source: EventSourceType | None = named("The source, once something was granted.")
    actions: list[str] = named("What the reader may do now: grant.")


@extends(Plugin)
@strawberry.type
class EventsOfPlugin:
    """What a plugin emits; ``self`` is the plugin when the face is assembled."""

    @strawberry.field(
        description="Events that it may emit; null where it declares none, or for those who see no events."
    )  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def emits(self, info: Info) -> PluginEmits | None:
        """Read them."""
        actor, row, locale = info.context.who(), cast("Plugin", self).row, info.context.locale
        if not row.manifest.emits or not actor.may("play.read_events"):
            return None
        async with info.context.work.read() as read:
            declared = await declared_events(read)
            source = await source_of_installation(read, actor, row.installation) if row.installation else None
        active = source is not None and source.stopped_at is None
        granted = frozenset(source.events if source is not None and active else ())
        free = (
            row.installation is not None and decides_for(row.org_unit, actor) and actor.reaches(row.org_unit)
        )
        return PluginEmits(
            events=[
                PluginEvent.of(one, declared.get(one.name), granted, locale) for one in row.manifest.emits
            ],
            source=EventSourceType.of(source, locale) if source is not None else None,
            actions=["grant"] if free and actor.may("play.keep_sources") else [],
        )
