"""Rankings for a page: the first places, where one client stands, and what became of the cycles before.

Invariant   every read walks an index and is bounded: at most ``FAR`` places are counted
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.store.work import Read

FAR = 10_000
RESULTS_MAX = 10
_CYCLES = """
select distinct on (play) play, cycle, due_at, closed_at from play_closing
where activity = $1 and cycle <> '' order by play, due_at desc
"""
_TOP = """
select nr, place, client, score from (
  select row_number() over (order by score desc, reached_at, draw) as nr,
    case when $4 then rank() over (order by score desc)
      else row_number() over (order by score desc, reached_at, draw) end as place,
    client, score
  from (select client, score, reached_at, draw from play_score
    where activity = $1 and play = $2 and cycle = $3 and score > 0
    order by score desc, reached_at, draw limit $5) s
) t where nr <= $6 or nr = any($7::bigint[]) order by nr
"""
_SETTLED_TOP = """
select nr, place, client, score from play_place
where activity = $1 and play = $2 and cycle = $3 and nr <= $4 order by nr
"""
_MINE = """
select w.play, s.score, (1
  + (select count(*) from (select from play_score o where o.activity = $1 and o.play = w.play
      and o.cycle = w.cycle and o.score > 0 and o.score > s.score limit $6) b)
  + case when w.shared then 0 else (select count(*) from (select from play_score o where o.activity = $1
      and o.play = w.play and o.cycle = w.cycle and o.score > 0 and o.score = s.score
      and (o.reached_at, o.draw) < (s.reached_at, s.draw) limit $6) b) end)::bigint as place
from unnest($3::text[], $4::text[], $5::boolean[]) as w(play, cycle, shared)
join play_score s on s.activity = $1 and s.play = w.play and s.cycle = w.cycle and s.client = $2
where s.score > 0
"""
_RESULTS = """
select p.play, p.cycle, p.place, p.score, a.outcome, a.draw is not null as given, a.entitlement, a.passed_over
from play_place p
join play_closing c on c.activity = p.activity and c.play = p.play and c.cycle = p.cycle
left join play_award a
  on a.activity = p.activity and a.play = p.play and a.cycle = p.cycle and a.number = p.nr
where p.client = $2 and p.activity = $1 order by c.closed_at desc limit $3
"""

_SETTLED = """
select c.play, c.cycle, c.revision_hash,
  coalesce((select jsonb_agg(jsonb_build_object('client', p.client, 'place', p.place, 'score', p.score,
      'reached_at', p.reached_at) order by p.nr)
    from play_place p
    where p.activity = c.activity and p.play = c.play and p.cycle = c.cycle), '[]') as "order",
  coalesce((select jsonb_agg(jsonb_build_object('number', a.number, 'outcome', a.outcome,
      'passed_over', a.passed_over) order by a.number)
    from play_award a
    where a.activity = c.activity and a.play = c.play and a.cycle = c.cycle), '[]') as places
from play_closing c where c.activity = $1 and c.cycle <> '' and c.decided_at is not null
order by c.play, c.cycle
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """A cycle that is settled and given, as it is published: who stood where, and what each place brought."""

    play: str
    cycle: str
    revision_hash: str
    order: Any
    places: Any


@dataclass(frozen=True, slots=True)
class Cycle:
    """The newest cycle of a ranking in which anybody stands."""

    play: str
    cycle: str
    due_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One in an order: ``nr`` counts all, ``place`` is told."""

    nr: int
    place: int
    client: UUID
    score: int


@dataclass(frozen=True, slots=True)
class Mine:
    """Where one client stands in a cycle that is open."""

    play: str
    score: int
    place: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one client in a settled cycle; ``outcome`` None: his place brings nothing."""

    play: str
    cycle: str
    place: int
    score: int
    outcome: str | None
    given: bool
    entitlement: UUID | None
    passed_over: str | None


async def cycles_of(read: Read, activity: UUID) -> dict[str, Cycle]:
    """Read the newest cycle of each ranking of an activity."""
    return {one.play: one for one in await read.all(Cycle, _CYCLES, activity)}


async def top_of(
    read: Read, key: tuple[UUID, str, str], *, shared: bool, first: int, also: Sequence[int]
) -> list[Standing]:
    """Read the first places of an open cycle, and some further ones by their number."""
    far = min(FAR, max([first, *also]))
    return await read.all(Standing, _TOP, *key, shared, far, first, list(also))


async def settled_top_of(read: Read, key: tuple[UUID, str, str], first: int) -> list[Standing]:
    """Read the first places of a settled cycle."""
    return await read.all(Standing, _SETTLED_TOP, *key, first)


async def mine_of(
    read: Read, activity: UUID, client: UUID, open_: Sequence[tuple[str, str, bool]]
) -> dict[str, Mine]:
    """Read where a client stands in some open cycles: play, cycle, and whether places are shared."""
    plays, cycles, shared = ([one[at] for one in open_] for at in range(3))
    rows = await read.all(Mine, _MINE, activity, client, plays, cycles, shared, FAR)
    return {one.play: one for one in rows}


async def settled_of(read: Read, activity: UUID) -> list[Settled]:
    """Read the settled cycles of an activity whose places are all given or passed over."""
    return await read.all(Settled, _SETTLED, activity)


async def results_of(read: Read, activity: UUID, client: UUID) -> list[Result]:
    """Read what became of a client in settled cycles, the newest first."""
    return await read.all(Result, _RESULTS, activity, client, RESULTS_MAX)
