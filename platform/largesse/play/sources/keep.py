"""Open a source, change what it may tell, stop it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.units.records import OrgUnit, UnitId
from largesse.identity.units.units import UnitMissing
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.play.sources.records import Source, SourceId
from largesse.play.sources.source import (
    SourceMissing,
    SourceOfPlugin,
    SourceStopped,
    SourceTaken,
    events_given,
    source_name,
)
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class OpenEventSource(Ask):
    """A system that may tell events of clients of an org unit and those below it."""

    name: str = asked("What it is called, 1 to 60 characters.")
    org_unit: UnitId = asked("Whose clients it may name, unt_….", id="unt", name="unit")
    events: tuple[str, ...] = asked("The events that it may tell; none: all.", default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class ChangeEventSource(Ask):
    """What a source may tell from now on."""

    source: SourceId = asked("The source, evs_….", id="evs")
    events: tuple[str, ...] = asked("The events that it may tell; none: all.", default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class StopEventSource(Ask):
    """The end of a source, with all of its keys."""

    source: SourceId = asked("The source, evs_….", id="evs")
    reason: str = asked("Why, 1 to 500 characters; kept in the audit.")


@dataclass(frozen=True)
class EventSourceKept:
    """Which source it is."""

    source: SourceId


async def open_event_source(ask: OpenEventSource, *, actor: Actor, work: Work) -> EventSourceKept:
    """Open a source.

    Raises:
        Malformed: ``kernel.malformed`` at ``name`` or ``events``.
        UnitMissing: ``identity.unit_missing``.
        SourceTaken: ``play.source_taken``.
    """
    actor.must("play.keep_sources")
    name, events = source_name(ask.name), events_given(ask.events)
    actor.reach(ask.org_unit, UnitMissing(ask.org_unit))
    async with work.begin(ask, actor, use="play.open_event_source", answer=EventSourceKept) as tx:
        if tx.earlier:
            return tx.earlier
        if not await OrgUnit.exists(id=ask.org_unit, using_db=tx.conn):
            raise UnitMissing(ask.org_unit)
        await must_be_free(tx, name)
        made = await make_source(tx, name, ask.org_unit, events)
        facts = {"name": name, "events": events}
        tx.audit("play.source_opened", str(made), facts, org_unit=ask.org_unit)
        return await tx.done(EventSourceKept(made))


async def change_event_source(ask: ChangeEventSource, *, actor: Actor, work: Work) -> EventSourceKept:
    """Say anew what a source may tell.

    Raises:
        SourceMissing: ``play.source_missing``.
        SourceOfPlugin: ``play.source_of_plugin``.
        SourceStopped: ``play.source_stopped``.
    """
    actor.must("play.keep_sources")
    events = events_given(ask.events)
    async with work.begin(ask, actor, use="play.change_event_source", answer=EventSourceKept) as tx:
        if tx.earlier:
            return tx.earlier
        source = await locked_own_source(tx, ask.source, actor)
        facts = {"name": source.name, "before": source.events, "after": events}
        source.events = events
        await source.save(using_db=tx.conn, update_fields=["events"])
        tx.audit("play.source_changed", str(source.id), facts, org_unit=source.org_unit)
        return await tx.done(EventSourceKept(SourceId(source.id)))


async def stop_event_source(ask: StopEventSource, *, actor: Actor, work: Work) -> EventSourceKept:
    """Stop a source: from this commit on nothing that it tells is taken.

    Raises:
        SourceMissing: ``play.source_missing``.
        SourceStopped: ``play.source_stopped``.
    """
    actor.must("play.keep_sources")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="play.stop_event_source", answer=EventSourceKept) as tx:
        if tx.earlier:
            return tx.earlier
        source = await locked_source(tx, ask.source, actor)
        source.stopped_at, source.stopped_by, source.reason = tx.now, actor.id, reason
        await source.save(using_db=tx.conn, update_fields=["stopped_at", "stopped_by", "reason"])
        await tx.run(
            "update play_source_key set ends_at = $2, ended_by = $3, reason = $4"
            " where source = $1 and (ends_at is null or ends_at > $2)",
            source.id,
            tx.now,
            actor.id,
            reason,
        )
        facts = {"name": source.name, "reason": reason}
        tx.audit("play.source_stopped", str(source.id), facts, org_unit=source.org_unit)
        return await tx.done(EventSourceKept(SourceId(source.id)))


async def locked_source(tx: Tx[Any], source: UUID, actor: Actor) -> Source:
    """Lock a source that still tells.

    Raises:
        SourceMissing: ``play.source_missing``.
        SourceStopped: ``play.source_stopped``.
    """
    missing = SourceMissing(str(source))
    found = await Source.filter(id=source).using_db(tx.conn).select_for_update(no_key=True).first()
    if found is None:
        raise missing
    actor.reach(found.org_unit, missing)
    if found.stopped_at is not None:
        raise SourceStopped
    return found


async def locked_own_source(tx: Tx[Any], source: UUID, actor: Actor) -> Source:
    """Lock a source that still tells and that is a system of the bank.

    Raises:
        SourceMissing, SourceStopped: see ``locked_source``.
        SourceOfPlugin: ``play.source_of_plugin``.
    """
    found = await locked_source(tx, source, actor)
    if found.installation is not None:
        raise SourceOfPlugin
    return found


async def must_be_free(tx: Tx[Any], name: str) -> None:
    """Refuse a name that a living source has; nobody else opens one of it meanwhile.

    Raises:
        SourceTaken: ``play.source_taken``.
    """
    await tx.value("select pg_advisory_xact_lock(hashtextextended('play.source', 0))")
    living = "select exists (select from play_source where lower(name) = lower($1) and stopped_at is null)"
    if await tx.value(living, name):
        raise SourceTaken(name)


async def make_source(
    tx: Tx[Any], name: str, unit: UUID, events: list[str], installation: UUID | None = None
) -> SourceId:
    """Write a new source; a plugin's is named by its installation."""
    made = SourceId(new_id())
    await Source.create(
        using_db=tx.conn,
        id=made,
        name=name,
        installation=installation,
        org_unit=unit,
        events=events,
        made_by=tx.actor.id,
        made_at=tx.now,
    )
    return made
