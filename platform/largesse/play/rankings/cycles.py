"""Rankings for staff: the cycles of each, and what became of every place.

Invariant   every read is a page; those who stand in an open cycle are counted up to ``FAR``
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from largesse.audience.clients.reads import numbered_names_of
from largesse.play.rankings.reads import FAR
from largesse.store.work import Read

CYCLES_PAGE, PLACES_PAGE = 10, 20
Stage = Literal["open", "due", "closed", "settled"]
_COUNTS = """
select play, count(*) as cycles,
  count(*) filter (where closed_at is not null and decided_at is null) as giving
from play_closing where activity = $1 and cycle <> '' group by play
"""
_CYCLES = """
select c.cycle, c.due_at, c.closed_at, c.decided_at,
  case when c.closed_at is not null then c.entries else (select count(*) from (
    select from play_score s where s.activity = $1 and s.play = $2 and s.cycle = c.cycle and s.score > 0
    limit $5) f) end as standing,
  a.given, a.to_give, a.gifts_gone, a.points_closed, a.blocked, a.over_limit
from (select cycle, due_at, closed_at, decided_at, entries,
    row_number() over (order by closed_at is not null and decided_at is null desc, due_at desc, cycle) as nr
  from play_closing where activity = $1 and play = $2 and cycle <> '') c
cross join lateral (select count(w.draw) as given,
    count(*) filter (where w.draw is null and w.passed_over is null and w.short is null) as to_give,
    count(*) filter (where w.draw is null and w.short = 'gifts_gone') as gifts_gone,
    count(*) filter (where w.draw is null and w.short = 'points_closed') as points_closed,
    count(*) filter (where w.passed_over = 'blocked') as blocked,
    count(*) filter (where w.passed_over = 'limit') as over_limit
  from play_award w where w.activity = $1 and w.play = $2 and w.cycle = c.cycle) a
where c.nr > $3 and c.nr <= $3 + $4 order by c.nr
"""
_COLUMNS = "p.nr, p.place, p.client, p.score, a.outcome, a.passed_over, a.short, a.awarded_at"
_SAME = "a.activity = p.activity and a.play = p.play and a.cycle = p.cycle and a.number = p.nr"
_PLACES = f"""
select {_COLUMNS} from play_place p left join play_award a on {_SAME}
where p.activity = $1 and p.play = $2 and p.cycle = $3 and p.nr > $4 order by p.nr limit $5
"""  # noqa: S608 - constants
_NOT_GIVEN = f"""
select {_COLUMNS} from play_award a join play_place p on {_SAME}
where a.activity = $1 and a.play = $2 and a.cycle = $3 and a.number > $4 and a.draw is null
order by a.number limit $5
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cycles a ranking has, and in how many of them places are not given yet."""

    play: str
    cycles: int
    giving: int


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle with what became of its places; ``standing`` is at most ``FAR`` + 1 while it is open."""

    cycle: str
    due_at: datetime
    closed_at: datetime | None
    decided_at: datetime | None
    standing: int
    given: int
    to_give: int
    gifts_gone: int
    points_closed: int
    blocked: int
    over_limit: int

    def stage(self, at: datetime, *, over: bool) -> Stage:
        """Say how far it is; ``due``: its end or the activity's has come, its order is not settled yet."""
        if self.closed_at is None:
            return "due" if over or at >= self.due_at else "open"
        return "closed" if self.decided_at is None else "settled"


@dataclass(frozen=True, slots=True)
class Brought:
    """One in a settled order and what it brought; ``outcome`` None: nothing."""

    nr: int
    place: int
    client: UUID
    score: int
    outcome: str | None
    passed_over: str | None
    short: str | None
    awarded_at: datetime | None

    @property
    def became(self) -> str:
        """Say what became of it."""
        if self.outcome is None:
            return "none"
        return self.passed_over or ("given" if self.awarded_at else self.short or "waiting")


async def counts_of(read: Read, activity: UUID) -> Mapping[str, Counts]:
    """Count the cycles of each ranking of an activity."""
    return {one.play: one for one in await read.all(Counts, _COUNTS, activity)}


async def cycles_page(read: Read, activity: UUID, play: str, after: int) -> list[CycleRow]:
    """Read ten cycles after so many: those whose places are not all given, then the newest first."""
    return await read.all(CycleRow, _CYCLES, activity, play, after, CYCLES_PAGE, FAR + 1)


async def places_page(
    read: Read, key: tuple[UUID, str, str], after: int, *, not_given: bool
) -> tuple[Sequence[Brought], Mapping[UUID, str]]:
    """Read twenty of a settled order after a number, with the clients' numbers and masked names."""
    rows = await read.all(Brought, _NOT_GIVEN if not_given else _PLACES, *key, after, PLACES_PAGE)
    return rows, await numbered_names_of(read, [one.client for one in rows])
