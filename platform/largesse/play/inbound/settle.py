"""Let events that stand apart count after all, or put them aside for good.

Invariant   releasing judges anew by what is declared and known now; a person may let a late event count, or
            one whose time lay ahead, and nothing else that does not fit; of one id one event ever counts
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.reasons import entries
from largesse.play.inbound.judge import Fit
from largesse.play.inbound.records import Inbound, InboundId
from largesse.play.inbound.take import SEALED, Judged, judged, tell
from largesse.play.inbound.told import Told
from largesse.play.sources.records import Source
from largesse.rights.reason import reason_of
from largesse.store.sealing import open_sealed
from largesse.store.work import Tx, Work

AT_ONCE_MAX = 100


@dataclass(frozen=True)
class EventMissing(Missing):
    """No such event waits within reach."""

    code = "play.event_missing"
    event: str


@dataclass(frozen=True, kw_only=True)
class ReleaseEvents(Ask):
    """Events that are to count after all."""

    events: tuple[InboundId, ...] = asked("The events, inb_…, at most 100.", id="inb")
    reason: str = asked("Why, 1 to 500 characters; kept in the audit.")


@dataclass(frozen=True, kw_only=True)
class DismissEvents(Ask):
    """Events that are put aside for good."""

    events: tuple[InboundId, ...] = asked("The events, inb_…, at most 100.", id="inb")
    reason: str = asked("Why, 1 to 500 characters; kept in the audit.")


@dataclass(frozen=True)
class EventsSettled:
    """How many events were settled, and how many stay because they still do not fit."""

    settled: int
    staying: int


async def release_events(ask: ReleaseEvents, *, actor: Actor, work: Work) -> EventsSettled:
    """Judge events anew and let those count that fit now; the others stay, with the reason that holds now.

    Raises:
        EventMissing: ``play.event_missing``.
        Malformed: ``kernel.malformed`` at ``events`` or ``reason``.
    """
    actor.must("play.settle_event")
    reason, ids = reason_of(ask.reason), _ids(ask.events)
    async with work.begin(ask, actor, use="play.release_events", answer=EventsSettled) as tx:
        if tx.earlier:
            return tx.earlier
        released: list[InboundId] = []
        for source, some in await _locked(tx, ids, actor):
            told = [_told(one) for one in some]
            for row, found in zip(some, await judged(tx, source, told), strict=True):
                if await _release(tx, row, found, reason):
                    released.append(InboundId(row.id))
            facts = {"source": source.name, "events": [str(one.id) for one in some], "reason": reason}
            tx.audit("play.events_released", str(source.id), facts, org_unit=source.org_unit)
        tell(tx, released)
        return await tx.done(EventsSettled(len(released), len(ids) - len(released)))


async def dismiss_events(ask: DismissEvents, *, actor: Actor, work: Work) -> EventsSettled:
    """Put events aside: they never count, and neither does the same one told again.

    Raises:
        EventMissing: ``play.event_missing``.
        Malformed: ``kernel.malformed`` at ``events`` or ``reason``.
    """
    actor.must("play.settle_event")
    reason, ids = reason_of(ask.reason), _ids(ask.events)
    async with work.begin(ask, actor, use="play.dismiss_events", answer=EventsSettled) as tx:
        if tx.earlier:
            return tx.earlier
        for source, some in await _locked(tx, ids, actor):
            await (
                Inbound.filter(id__in=[one.id for one in some])
                .using_db(tx.conn)
                .update(state="dismissed", sealed=None, **_settled(tx, reason))
            )
            facts = {"source": source.name, "events": [str(one.id) for one in some], "reason": reason}
            tx.audit("play.events_dismissed", str(source.id), facts, org_unit=source.org_unit)
        return await tx.done(EventsSettled(len(ids), 0))


def _ids(events: Sequence[InboundId]) -> list[InboundId]:
    ids = sorted(set(events))
    if not 1 <= len(ids) <= AT_ONCE_MAX:
        raise Malformed(entries(1, AT_ONCE_MAX), "events")
    return ids


async def _locked(tx: Tx[Any], ids: Sequence[InboundId], actor: Actor) -> list[tuple[Source, list[Inbound]]]:
    """Lock events that stand apart, each with its source.

    Raises:
        EventMissing: ``play.event_missing``: one of them does not wait, or not within reach.
    """
    rows = await Inbound.filter(id__in=ids).using_db(tx.conn).order_by("id").select_for_update(no_key=True)
    waiting = {row.id: row for row in rows if row.state == "quarantined"}
    sources = {
        one.id: one
        for one in await Source.filter(id__in={row.source for row in rows}).using_db(tx.conn)
        if actor.reaches(one.org_unit)
    }
    for one in ids:
        if one not in waiting or waiting[one].source not in sources:
            raise EventMissing(str(one))
    return [
        (source, [row for row in waiting.values() if row.source == ident])
        for ident, source in sources.items()
    ]


async def _release(tx: Tx[Any], row: Inbound, found: Judged, reason: str) -> bool:
    """Let an event count if it fits now, whatever its time; else note why it stays."""
    timely = replace(found.found, untimely=None) if isinstance(found.found, Fit) else found.found
    one = replace(found, found=timely)
    unfit = one.unfit
    if row.again or unfit is not None or not isinstance(timely, Fit):
        if unfit is not None and not row.again:
            row.reason, row.what = unfit.reason, unfit.what
            await row.save(using_db=tx.conn, update_fields=["reason", "what"])
        return False
    row.state, row.client, row.happened_at, row.props = "accepted", one.client, timely.at, dict(timely.props)
    row.sealed = None
    for name, value in _settled(tx, reason).items():
        setattr(row, name, value)
    await row.save(using_db=tx.conn)
    return True


def _settled(tx: Tx[Any], reason: str) -> dict[str, Any]:
    return {"settled_at": tx.now, "settled_by": tx.actor.id, "settled_why": reason}


def _told(row: Inbound) -> Told:
    return Told(**json.loads(open_sealed(row.sealed or "", SEALED)))
