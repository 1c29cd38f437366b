"""A document and a day made ready to be replayed, and what is read of clients on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from largesse.activities.documents.document import hash_of
from largesse.activities.lifecycle.reads import activity_row, published
from largesse.activities.lifecycle.records import ActivityId
from largesse.activities.operators.reading import first, values
from largesse.activities.revisions.reads import seen_by_clients, shown_in_editor
from largesse.audience.facts.facts import facts_of
from largesse.audience.households.owners import owners_of
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.settings import settings
from largesse.play.dry_runs.draft import plans_of_draft, world_of_draft
from largesse.play.plans.memory import ActivityMissing
from largesse.play.plans.plan import PlayMissing
from largesse.play.replays.bench import Bench, Draft, Known
from largesse.play.replays.day import Chosen, Span, Version, span_of
from largesse.play.replays.events import Happened, Wanted
from largesse.play.replays.real import noted_of
from largesse.play.starting.listening import listening
from largesse.store.house import House
from largesse.store.work import Read

_BLOCKED = "select b as id from audience_blocked($1) b"


@dataclass(frozen=True)
class NothingListens(Refusal):
    """No play of this version waits for an event of another system, or the chosen one does not."""

    code = "play.nothing_listens"


@dataclass(frozen=True)
class VersionMissing(Missing):
    """The activity has no such version: nothing was published yet."""

    code = "play.version_missing"
    activity: UUID


@dataclass(frozen=True)
class _Id:
    id: UUID


@dataclass(frozen=True, slots=True)
class Played:
    """The document that is played. ``since``: from when on it was out, where it is the published one.

    ``org_unit`` is the activity's.
    """

    document: Mapping[str, Any]
    hash: str
    org_unit: UUID
    since: datetime | None


async def document_of(read: Read, chosen: Chosen, actor: Actor) -> Played:
    """Read the chosen version of an activity within reach.

    Raises:
        ActivityMissing: ``play.activity_missing``.
        VersionMissing: ``play.version_missing``.
    """
    row = await activity_row(read, chosen.activity, actor)
    if row is None:
        raise ActivityMissing(text_id("act", chosen.activity))
    if chosen.version is Version.PUBLISHED:
        shown = await published(read, chosen.activity)
        if shown is None:
            raise VersionMissing(chosen.activity)
        out = {one.hash: one.published_at for one in await seen_by_clients(read, chosen.activity)}
        return Played(shown.document, shown.hash, row.org_unit, out.get(shown.hash))
    ident = ActivityId(chosen.activity)
    editing = (await shown_in_editor(read, [ident])).get(ident)
    if editing is None:
        raise VersionMissing(chosen.activity)
    document = cast("ActivityDocument", editing.document)
    return Played(editing.document, hash_of(document), row.org_unit, None)


def draft_of(document: Mapping[str, Any], chosen: Chosen, house: House) -> Draft:
    """Make a document ready.

    Raises:
        ProblemsStop: ``activities.problems_stop``: it does not hold together yet.
        PlayMissing: ``play.play_missing``.
        NothingListens: ``play.nothing_listens``.
        Unserved: ``play.unserved``.
    """
    plans = {plan.play: plan for plan in plans_of_draft(document, house)}
    if chosen.play and chosen.play not in plans:
        raise PlayMissing(chosen.play)
    start = next(iter(plans.values())).start
    waiting = [
        one for one in listening(house, chosen.activity, document, start) if chosen.play in {"", one.play}
    ]
    if not waiting:
        raise NothingListens
    refs, titles, costs = (
        values(document, f"rights/*/{name}") for name in ("ref", "title", "unit_cost_minor")
    )
    batches = [parse_id("bat", one) for one in values(document, "rights/*/batch")]
    return Draft(
        hash=hash_of(cast("ActivityDocument", document)),
        plans=plans,
        listening=waiting,
        batches=dict(zip(batches, refs, strict=True)),
        costs=dict(zip(batches, costs, strict=True)),
        titles=dict(zip(refs, titles, strict=True)),
        currency=first(document, "budget/currency"),
        cap_minor=first(document, "budget/cap_minor"),
    )


def wanted_of(chosen: Chosen, units: Sequence[UUID] | None, now: datetime) -> Wanted:
    """Say which events are read.

    Raises:
        Malformed: ``kernel.malformed`` at ``day``, ``seed`` or ``event``.
    """
    span: Span = span_of(chosen, now, settings().zone)
    return Wanted(span, chosen.clock, chosen.event, units, chosen.apart)


async def bench_of(read: Read, played: Played, chosen: Chosen, end: datetime) -> Bench:
    """Make a bench with what the register has now; it compares where the version was out on the day."""
    draft = draft_of(played.document, chosen, read.house)
    world = await world_of_draft(read, cast("ActivityDocument", played.document), played.org_unit)
    secret = sha256(f"replay/{chosen.activity}/{chosen.day}/{chosen.seed}".encode()).digest()
    since = played.since if played.since is not None and played.since < end else None
    return Bench(draft, world, secret, since)


async def known_of(read: Read, bench: Bench, activity: UUID, events: Sequence[Happened]) -> Known:
    """Read what is known of the clients of some events now, and what was noted of the events then."""
    clients = sorted({one.client for one in events if one.client is not None and one.fits})
    draft = bench.draft
    notes = {} if bench.comparing is None else await noted_of(read, activity, [one.id for one in events])
    if not clients:
        return Known(notes=notes)
    facts = {} if draft.asks_nothing else await facts_of(read, clients, draft.facts)
    blocked = frozenset(one.id for one in await read.all(_Id, _BLOCKED, clients))
    return Known(facts, await owners_of(read, clients), blocked, notes)
