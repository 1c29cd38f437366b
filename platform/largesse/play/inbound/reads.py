"""What screens show of events: those that stand apart or count, what each started, today's numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.identity.names import names_of as called
from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.settings import settings
from largesse.play.inbound.records import InboundId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

_STARTED = """
select inbound, activity, play, outcome, draw, at from play_started where inbound = any($1::uuid[])
order by at, activity, play
"""
_TODAY = """
select i.name, i.source, s.name as source_name,
  count(*) filter (where i.state in ('accepted', 'played')) as counted,
  count(*) filter (where i.state = 'quarantined') as apart,
  count(*) filter (where i.state = 'dismissed') as dismissed
from play_inbound i join play_source s on s.id = i.source
where i.received_at >= $1 and ($2::uuid[] is null or s.org_unit = any($2)) group by 1, 2, 3
order by count(*) desc, 1, 3 limit 200
"""
SORTS = {
    "receivedAt": Sort("i.received_at", "timestamptz"),
    "happenedAt": Sort("coalesce(i.happened_at, 'epoch'::timestamptz)", "timestamptz"),
    "name": Sort("i.name"),
}


@dataclass(frozen=True)
class StartedRow:
    """A play that an event started, or the refusal."""

    inbound: UUID
    activity: UUID
    play: str
    outcome: str
    draw: UUID | None
    at: datetime
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class InboundRow:
    """An event as screens list it; ``client_name`` is masked."""

    id: InboundId
    source: UUID
    source_name: str
    told_id: str
    via: str
    name: str
    happened_at: datetime | None
    received_at: datetime
    state: str
    reason: str
    what: str
    again: bool
    client: UUID | None
    hint: str
    props: dict[str, Any]
    settled_at: datetime | None
    settled_by: UUID | None
    settled_why: str
    client_name: str = ""
    settler: str = ""
    started: Sequence[StartedRow] = ()


@dataclass(frozen=True)
class Count:
    """How many events of a name a source told today, by what became of them."""

    name: str
    source: UUID
    source_name: str
    counted: int
    apart: int
    dismissed: int


@dataclass(frozen=True)
class Chosen:
    """Which events are listed; empty: all."""

    state: str = ""
    reason: str = ""
    name: str = ""
    source: UUID | None = None


def _events(actor: Actor) -> List:
    asked = List("i.*, s.name as source_name", "play_inbound i join play_source s on s.id = i.source", "i.id")
    asked.within(actor.units, "s.org_unit")
    return asked


async def inbound_page(read: Read, actor: Actor, wish: Wish, which: Chosen) -> Paged[InboundRow]:
    """List events within reach, newest first."""
    asked = _events(actor)
    asked.search(wish.search, "i.told_id", "i.name")
    for column, value in (("i.state", which.state), ("i.reason", which.reason), ("i.name", which.name)):
        if value:
            asked.conditions.append(f"{column} = {asked.param(value)}")
    if which.source is not None:
        asked.conditions.append(f"i.source = {asked.param(which.source)}")
    page = await paged(read, InboundRow, asked, chosen(wish.sort, SORTS, "-receivedAt"), wish.page)
    whole = {row.id: row for row in await _whole(read, page.rows)}
    return page.with_rows(lambda row: whole[row.id])


async def inbound_of(read: Read, actor: Actor, event: UUID) -> InboundRow | None:
    """Read one event within reach."""
    asked = _events(actor)
    asked.conditions.append(f"i.id = {asked.param(event)}")
    row = await only(read, InboundRow, asked)
    return (await _whole(read, [row]))[0] if row else None


async def inbounds_of(read: Read, actor: Actor, events: Sequence[UUID]) -> list[InboundRow]:
    """Read some events within reach, at most a thousand; those out of reach are left out."""
    asked = _events(actor)
    asked.conditions.append(f"i.id = any({asked.param(list(events))}::uuid[])")
    sql = f"select {asked.columns} from {asked.source} where {' and '.join(asked.conditions)} limit 1000"  # noqa: S608 - conditions number their parameters
    return await _whole(read, await read.all(InboundRow, sql, *asked.args))


async def today(read: Read, actor: Actor, now: datetime) -> list[Count]:
    """Count what came since midnight where the institution is, by name and source."""
    zone = settings().zone
    units = None if actor.units is None else list(actor.units)
    return await read.all(Count, _TODAY, day_starts(day_in(now, zone), zone), units)


async def _whole(read: Read, rows: Sequence[InboundRow]) -> list[InboundRow]:
    """Give rows with the names that they show, and what each started."""
    clients = await names_of(read, [row.client for row in rows if row.client])
    people = await names_of_staff(read, {row.settled_by for row in rows if row.settled_by})
    started = await read.all(StartedRow, _STARTED, [row.id for row in rows])
    titles = await called(read, {one.activity for one in started})
    found: dict[UUID, list[StartedRow]] = {}
    for one in started:
        found.setdefault(one.inbound, []).append(replace(one, title=titles.get(one.activity, {})))
    return [
        replace(
            row,
            client_name=clients.get(row.client, "") if row.client else "",
            settler=people.get(row.settled_by, "") if row.settled_by else "",
            started=tuple(found.get(row.id, ())),
        )
        for row in rows
    ]
