"""Grant a plugin the events that it may emit; with its uninstalling what was granted ends.

Words       *granted* names of the manifest that the bank lets count: the source of the plugin is active
Invariant   a plugin has one source, also when it is installed anew for the same unit, so that an id that it
            told before counts once
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.event_names.reads import declared_events
from largesse.identity.units.reads import head_office
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Phrase, Refusal
from largesse.kernel.reasons import because, entries
from largesse.play.sources.fitting import misfit_of
from largesse.play.sources.keep import EventSourceKept, make_source, must_be_free
from largesse.play.sources.records import Source, SourceId
from largesse.play.sources.source import events_given
from largesse.plugging.emitting.reads import Emitter, emitter_of, installed_before
from largesse.plugging.installations.installation import InstallationMissing
from largesse.plugging.installations.lock import check_decides_for
from largesse.plugging.installations.uninstall import installation_of
from largesse.store.outbox import Event
from largesse.store.work import Tx, Work

TITLE_MAX, TAIL = 40, 6


@dataclass(frozen=True)
class EventUnfit(Refusal):
    """What the plugin says of an event is not what was declared of it; ``reason`` names the part."""

    code = "play.event_unfit"
    name: str
    reason: Phrase
    path: str | None = "events"


@dataclass(frozen=True, kw_only=True)
class GrantPluginEvents(Ask):
    """The events that a plugin may emit from now on, in the place of those granted before."""

    installation: UUID = asked("The installation, ins_….", id="ins")
    events: tuple[str, ...] = asked("Of the events that its manifest declares those that count, at least 1.")


async def grant_plugin_events(ask: GrantPluginEvents, *, actor: Actor, work: Work) -> EventSourceKept:
    """Let events of a plugin count.

    Raises:
        InstallationMissing: ``plugging.installation_missing``.
        OfTheInstitution: ``plugging.of_the_institution``: for all, by one who reaches a part.
        Malformed: ``kernel.malformed`` at ``events``: none, or one that its manifest does not declare.
        EventUnfit: ``play.event_unfit``: nobody declared it, or it was declared otherwise.
    """
    actor.must("play.keep_sources")
    events = events_given(ask.events)
    if not events:
        raise Malformed(entries(1, len(ask.events) or 1), "events")
    async with work.begin(ask, actor, use="play.grant_plugin_events", answer=EventSourceKept) as tx:
        if tx.earlier:
            return tx.earlier
        missing = InstallationMissing(str(ask.installation))
        emitter = await emitter_of(tx, ask.installation)
        if emitter is None:
            raise missing
        actor.reach(emitter.org_unit, missing)
        check_decides_for(emitter.org_unit, actor)
        await _must_fit(tx, emitter, events)
        source, before = await _granted(tx, emitter, events)
        facts = {"plugin": str(emitter.plugin), "before": before, "after": events}
        tx.audit("play.plugin_events_granted", str(source), facts, org_unit=emitter.org_unit)
        return await tx.done(EventSourceKept(source))


async def end_grant(event: Event, tx: Tx[Any]) -> None:
    """Stop the source of a plugin that was uninstalled; its events and their ids stay."""
    rows = Source.filter(installation=installation_of(event), stopped_at=None)
    source = await rows.using_db(tx.conn).select_for_update(no_key=True).first()
    if source is None:
        return
    source.stopped_at, source.stopped_by = tx.now, tx.actor.id
    await source.save(using_db=tx.conn, update_fields=["stopped_at", "stopped_by"])
    tx.audit("play.source_stopped", str(source.id), {"name": source.name}, org_unit=source.org_unit)


async def _must_fit(tx: Tx[Any], emitter: Emitter, events: list[str]) -> None:
    declared = await declared_events(tx)
    told = {one.name: one for one in emitter.manifest.emits}
    for name in events:
        if name not in told:
            raise Malformed(because("play.reason.not_of_manifest", name=name), "events")
        if (misfit := misfit_of(told[name], declared.get(name))) is not None:
            why, what = misfit
            raise EventUnfit(name, because(f"play.event_unfit.{why}", what=what))


async def _granted(tx: Tx[Any], emitter: Emitter, events: list[str]) -> tuple[SourceId, list[str]]:
    """Write what is granted into the plugin's source; gives what was granted before."""
    own = [emitter.id, *await installed_before(tx, emitter.id)]
    rows = Source.filter(installation__in=own).using_db(tx.conn)
    found = {one.installation: one for one in await rows.select_for_update(no_key=True)}
    source = next((found[one] for one in own if one in found), None)
    if source is None:
        name = _name(emitter)
        await must_be_free(tx, name)
        unit = emitter.org_unit or await head_office(tx)
        return await make_source(tx, name, unit, events, emitter.id), []
    before = source.events if source.stopped_at is None else []
    if source.stopped_at is not None:
        await must_be_free(tx, source.name)
    source.installation, source.events = emitter.id, events
    source.stopped_at = source.stopped_by = None
    source.reason = ""
    columns = ["installation", "events", "stopped_at", "stopped_by", "reason"]
    await source.save(using_db=tx.conn, update_fields=columns)
    return SourceId(source.id), before


def _name(emitter: Emitter) -> str:
    title = emitter.manifest.title.get("zh-CN") or emitter.manifest.id
    return f"{title[:TITLE_MAX]} · {emitter.id.hex[-TAIL:]}"
