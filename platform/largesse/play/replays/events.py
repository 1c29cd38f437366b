"""The events of a day in the order in which they are played, some at a time.

Invariant   pages follow each other by instant, happening and id, so that events of one instant are neither
            left out nor taken twice; what comes while a day is read is not of it; only what the reader may
            see is read
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from largesse.kernel.expression import Value
from largesse.play.inbound.judge import Fit
from largesse.play.inbound.take import SEALED, judged_at
from largesse.play.inbound.told import Told
from largesse.play.replays.day import Clock, Span
from largesse.play.sources.records import Source
from largesse.store.sealing import open_sealed
from largesse.store.work import Read

PAGE = 1_000
_HAPPENED = "coalesce(i.happened_at, i.received_at)"
_CLOCKS = {Clock.HAPPENED: _HAPPENED, Clock.CAME: "i.received_at"}
_WHICH = """
from play_inbound i join play_source s on s.id = i.source
where {at} >= $1 and {at} < $2 and i.received_at <= $3
  and ($4::uuid[] is null or s.org_unit = any($4)) and ($5 = '' or i.name = $5)
"""
_ROWS = """
select i.id, i.source, i.name, i.client, {happened} as happened_at, {at} as at, i.state, i.reason, i.again,
  i.props, i.sealed {which}
  and {at} >= $6 and ({at}, {happened}, i.id) > ($6, $7, $8)
order by {at}, {happened}, i.id limit $9
"""
_FIRST, _LONG_AGO = UUID(int=0), datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True)
class _Row:
    id: UUID
    source: UUID
    name: str
    client: UUID | None
    happened_at: datetime
    at: datetime
    state: str
    reason: str
    again: bool
    props: dict[str, Value]
    sealed: str | None


class Happened(NamedTuple):
    """One event of the day. ``at``: the instant at which it is played; ``apart``: why it does not count.

    ``fits``: whether it is played; one that stands apart is, where it fits what is declared now.
    """

    id: UUID
    name: str
    client: UUID | None
    at: datetime
    happened_at: datetime
    props: Mapping[str, Value]
    apart: str = ""
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events of a day are read: of a name, of sources in some units; empty and None: of all."""

    span: Span
    clock: Clock
    name: str
    units: Sequence[UUID] | None
    apart: bool

    @property
    def args(self) -> tuple[Any, ...]:
        """What the statements take first."""
        return (self.span.start, self.span.end, self.span.known, self.units, self.name)

    @property
    def which(self) -> str:
        """What the statements read."""
        return _WHICH.format(at=_CLOCKS[self.clock])


async def events_in(read: Read, wanted: Wanted, most: int) -> int:
    """Count the events of a day, up to ``most`` and one more."""
    sql = f"select count(*) from (select 1 {wanted.which} limit $6) as counted"  # noqa: S608 - constants
    return int(await read.value(sql, *wanted.args, most + 1))


class Pages:
    """Reads the events of a day page by page; it knows only where it stands."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted, self.last = wanted, (wanted.span.start, _LONG_AGO, _FIRST)
        at = _CLOCKS[wanted.clock]
        self._sql = _ROWS.format(at=at, happened=_HAPPENED, which=wanted.which)

    async def next(self, read: Read) -> list[Happened]:
        """Give the next events; none: the day is over."""
        rows = await read.all(_Row, self._sql, *self.wanted.args, *self.last, PAGE)
        if rows:
            self.last = (rows[-1].at, rows[-1].happened_at, rows[-1].id)
        waiting = [row for row in rows if row.sealed and row.state == "quarantined" and not row.again]
        known = await _let_in(read, waiting, self.wanted.span.known) if self.wanted.apart else {}
        return [known.get(row.id) or _event(row) for row in rows]


async def _let_in(read: Read, rows: Sequence[_Row], now: datetime) -> dict[UUID, Happened]:
    """Judge what stands apart as releasing it would: by what is declared and known now, whatever its time."""
    sources = {one.id: one for one in await _sources(read, {row.source for row in rows})}
    found: dict[UUID, Happened] = {}
    for ident, source in sources.items():
        own = [row for row in rows if row.source == ident]
        told = [Told(**json.loads(open_sealed(row.sealed or "", SEALED))) for row in own]
        for row, one in zip(own, await judged_at(read, source, told, now), strict=True):
            if isinstance(one.found, Fit) and one.client is not None:
                fit = one.found
                found[row.id] = _event(row)._replace(
                    client=one.client, happened_at=fit.at, props=fit.props, fits=True
                )
    return found


async def _sources(read: Read, ids: set[UUID]) -> list[Source]:
    return await Source.filter(id__in=ids).using_db(read.conn) if ids else []


def _event(row: _Row) -> Happened:
    counts = row.state in {"accepted", "played"}
    apart = "" if counts else row.reason if row.state == "quarantined" else row.state
    return Happened(row.id, row.name, row.client, row.at, row.happened_at, row.props, apart, counts)
