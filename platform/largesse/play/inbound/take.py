"""Take events of a source in: judged, kept once, and what counts is told to the house, all in one commit.

Invariant   of one source and id one event counts, for ever: the same body again is known, another body stands
            apart and never counts; concurrent messages with one id make one event
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from largesse.audience.clients.identities import normal, owner_of, owners_by_mobile, owners_by_number
from largesse.audience.clients.masking import masked
from largesse.audience.event_names.reads import declared_events
from largesse.audience.facts.regulated import EventName
from largesse.identity.units.line import units_below
from largesse.kernel.canonical import dumps
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.kernel.writing import number_text
from largesse.play.inbound.judge import Against, Fit, Named, Reason, Unfit, judge
from largesse.play.inbound.records import InboundId
from largesse.play.inbound.told import Told
from largesse.play.sources.records import Source
from largesse.store.sealing import blind_index, seal
from largesse.store.work import Read, Tx

TAKEN_TOPIC = "play.event_taken.v1"
A_DELIVERY = 50
SEALED = "play.inbound"
Via = Literal["system", "file", "plugin"]
Becomes = Literal["accepted", "duplicate", "quarantined"]
Declared = Mapping[str, EventName]
_PUT = """
insert into play_inbound (id, source, told_id, digest, via, name, happened_at, received_at, state, reason,
  what, again, client, hint, props, sealed)
select t.id, $1, t.told_id, t.digest, $2, t.name, t.happened_at, $3, t.state, t.reason, t.what, t.again,
  t.client, t.hint, t.props::jsonb, t.sealed
from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::text[],
  $11::text[], $12::boolean[], $13::uuid[], $14::text[], $15::text[], $16::text[]) with ordinality
  as t(id, told_id, digest, name, happened_at, state, reason, what, again, client, hint, props, sealed, nr)
order by t.told_id, t.nr
on conflict do nothing returning id
"""
_BEFORE = """
select told_id, digest, state, reason, what, again from play_inbound
where source = $1 and told_id = any($2::text[])
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one event; ``inbound`` None: it is known already."""

    id: str
    becomes: Becomes
    reason: str = ""
    what: str = ""
    inbound: InboundId | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An event with what is to become of it."""

    told: Told
    digest: str
    found: Fit | Unfit
    client: UUID | None = None

    @property
    def unfit(self) -> Unfit | None:
        """Why it does not count; None: it does."""
        if isinstance(self.found, Unfit):
            return self.found
        if self.client is None:
            return Unfit("client_unknown")
        return self.found.untimely


@dataclass(frozen=True)
class _Put:
    id: UUID


@dataclass(frozen=True)
class _Before:
    told_id: str
    digest: str
    state: str
    reason: str
    what: str
    again: bool


async def take(
    tx: Tx[Any], source: Source, events: Sequence[Told], via: Via, declared: Declared | None = None
) -> list[Taken]:
    """Take events of a source in, in their order, at most 500; the caller's commit makes them durable.

    ``declared``: what they are judged against, where that is less than everybody may tell.
    """
    found = await judged(tx, source, events, declared)
    ids = [InboundId(new_id()) for _ in found]
    put = await _put(tx, source, via, list(zip(ids, found, strict=True)))
    left = [one for ident, one in zip(ids, found, strict=True) if ident not in put]
    before = {one.told_id: one for one in await _before(tx, source.id, left) if not one.again}
    others = [(ident, one) for ident, one in zip(ids, found, strict=True)
              if ident not in put and before[one.told.id].digest != one.digest]  # fmt: skip
    again = await _put(tx, source, via, others, again=True)
    tell(tx, [ident for ident, one in zip(ids, found, strict=True) if ident in put and one.unfit is None])
    return [
        _taken(ident, one, put, again, before.get(one.told.id)) for ident, one in zip(ids, found, strict=True)
    ]


def tell(tx: Tx[Any], accepted: Sequence[InboundId]) -> None:
    """Tell the house which events count, some at a time."""
    for start in range(0, len(accepted), A_DELIVERY):
        some = accepted[start : start + A_DELIVERY]
        payload = {"events": [str(one) for one in some], "at": tx.now.isoformat()}
        tx.emit(TAKEN_TOPIC, str(some[0]), payload)


async def judged(
    read: Tx[Any], source: Source, events: Sequence[Told], declared: Declared | None = None
) -> list[Judged]:
    """Judge events against what is declared now, and find their clients among those of the source's unit."""
    return await judged_at(read, source, events, read.now, declared)


async def judged_at(
    read: Read, source: Source, events: Sequence[Told], now: datetime, declared: Declared | None = None
) -> list[Judged]:
    """Judge events as at an instant."""
    known = await declared_events(read) if declared is None else declared
    against = Against(known, set(source.events), now, settings().zone)
    found = [(told, judge(told, against)) for told in events]
    clients = await _clients(read, source, {one.client for _, one in found if isinstance(one, Fit)})
    return [
        Judged(told, digest_of(told), one, clients.get(one.client) if isinstance(one, Fit) else None)
        for told, one in found
    ]


def digest_of(told: Told) -> str:
    """Give what makes two bodies the same, keyed: it may hold numbers of people."""
    return blind_index(json.dumps(told.body, sort_keys=True), SEALED)


async def _clients(read: Read, source: Source, named: set[Named]) -> Mapping[Named, UUID]:
    units = await units_below(read, source.org_unit)
    numbers = {one: number_text(one.value) for one in named if one.kind == "number"}
    owners = await owners_by_number(read, list(numbers.values()), units)
    found = {one: owners[number].id for one, number in numbers.items() if number in owners}
    mobiles = [one for one in named if one.kind == "mobile"]
    by_mobile = await owners_by_mobile(read, [one.value for one in mobiles], units) if mobiles else {}
    found |= {one: by_mobile[one.value].id for one in mobiles if one.value in by_mobile}
    for one in named - numbers.keys() - set(mobiles):
        if one.kind == "number":
            continue
        try:
            owner = await owner_of(read, one.kind, normal(one.kind, one.value))
        except Malformed:
            continue
        if owner is not None and owner.org_unit in units:
            found[one] = owner.id
    return found


async def _put(
    tx: Tx[Any], source: Source, via: Via, some: Sequence[tuple[InboundId, Judged]], *, again: bool = False
) -> set[UUID]:
    """Write events unless their ids are there; gives the ids of the rows that were written."""
    if not some:
        return set()
    columns = zip(*(_row(ident, one, again=again) for ident, one in some), strict=True)
    rows = await tx.all(_Put, _PUT, source.id, via, tx.now, *(list(one) for one in columns))
    return {one.id for one in rows}


def _row(ident: InboundId, one: Judged, *, again: bool) -> tuple[Any, ...]:
    told, found = one.told, one.found
    unfit = Unfit("told_again") if again else one.unfit
    return (
        ident,
        told.id,
        one.digest,
        told.name,
        found.at if isinstance(found, Fit) else None,
        "quarantined" if unfit else "accepted",
        unfit.reason if unfit else "",
        unfit.what if unfit else "",
        again,
        one.client if not again else None,
        masked(found.client.kind, found.client.value) if isinstance(found, Fit) else "",
        dumps(found.props if isinstance(found, Fit) else {}).decode(),
        seal(json.dumps(told.body).encode(), SEALED) if unfit else None,
    )


async def _before(tx: Tx[Any], source: UUID, left: Sequence[Judged]) -> list[_Before]:
    return await tx.all(_Before, _BEFORE, source, [one.told.id for one in left]) if left else []


def _taken(ident: InboundId, one: Judged, put: set[UUID], again: set[UUID], before: _Before | None) -> Taken:
    told, unfit = one.told, one.unfit
    if ident in put:
        becomes: Becomes = "quarantined" if unfit else "accepted"
        return Taken(
            told.id, becomes, unfit.reason if unfit else "", unfit.what if unfit else "", ident, told.line
        )
    if before is not None and before.digest != one.digest:
        reason: Reason = "told_again"
        return Taken(told.id, "quarantined", reason, "", ident if ident in again else None, told.line)
    waits = before is not None and before.state == "quarantined"
    return Taken(
        told.id,
        "duplicate",
        before.reason if before and waits else "",
        before.what if before and waits else "",
        None,
        told.line,
    )
