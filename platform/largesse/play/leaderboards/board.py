"""What all clients see alike of one cycle: read once for everybody, and kept for a moment.

Invariant   at most ``FRESH_S`` old, however many ask; names are masked before they are kept
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.records import Customer
from largesse.kernel.clock import now
from largesse.play.operators.later import Ranking
from largesse.play.rankings.reads import Standing, settled_top_of, top_of
from largesse.store.house import House
from largesse.store.work import Read, Work

FRESH_S = 2
FIRST = 10
BOARDS_MAX = 500
Key = tuple[UUID, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One of the first places."""

    place: int
    client: UUID
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class Board:
    """The first places of a cycle, and the score that the last place of each band has, by that place."""

    first: tuple[Row, ...] = ()
    needed: Mapping[int, int] = field(default_factory=dict)


@dataclass
class _Kept:
    until: datetime
    board: Board = field(default_factory=Board)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass
class Boards:
    """One per process: the boards that somebody looks at."""

    known: dict[tuple[Key, bool], _Kept] = field(default_factory=dict)

    async def get(self, read: Read, key: Key, ranking: Ranking, *, settled: bool) -> Board:
        """Give the board of a cycle; many who ask at once are answered by one read."""
        kept = self.known.get((key, settled))
        if kept is None:
            if len(self.known) >= BOARDS_MAX:
                self.known.pop(next(iter(self.known)))
            kept = self.known[key, settled] = _Kept(until=now())
        async with kept.turn:
            if now() >= kept.until:
                kept.board = await _read(read, key, ranking, settled=settled)
                kept.until = now() + timedelta(seconds=FRESH_S)
            return kept.board


async def _read(read: Read, key: Key, ranking: Ranking, *, settled: bool) -> Board:
    if settled:
        return Board(await _named(read, await settled_top_of(read, key, FIRST)))
    last = [one.last for one in ranking.bands]
    found = await top_of(read, key, shared=ranking.shared, first=FIRST, also=last)
    needed = {one.nr: one.score for one in found if one.nr in last}
    return Board(await _named(read, [one for one in found if one.nr <= FIRST]), needed)


async def _named(read: Read, some: list[Standing]) -> tuple[Row, ...]:
    people = Customer.filter(id__in=[one.client for one in some]).using_db(read.conn)
    names = {one.id: mask_name(one.name) for one in await people}
    return tuple(Row(one.place, one.client, names.get(one.client, ""), one.score) for one in some)


def boards(work: Work) -> Boards:
    """Give the boards of this process."""
    return work.house.single(_boards)


def _boards(_house: House) -> Boards:
    return Boards()
