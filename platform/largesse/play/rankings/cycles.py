"""Rankings for staff: the cycles of each, and what became of every place.

Invariant   every read is a page; of those who stand in an open cycle the first ``FAR`` are counted and shown
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from largesse.audience.clients.reads import keep_found, numbered_names_of
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import one_of
from largesse.play.rankings.reads import FAR
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

CYCLES_PAGE = 10
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
_CLOSED = "select closed_at from play_closing where activity = $1 and play = $2 and cycle = $3"
_SETTLED = """(select p.nr, p.place, p.client, p.score, a.outcome, a.passed_over, a.short, a.awarded_at,
    a.entitlement
  from play_place p left join play_award a
    on a.activity = p.activity and a.play = p.play and a.cycle = p.cycle and a.place = p.nr
  where p.activity = $1 and p.play = $2 and p.cycle = $3) p"""
_STANDING = f"""(select row_number() over (order by s.score desc, s.reached_at, s.draw) as nr,
    case when $4 then rank() over (order by s.score desc)
      else row_number() over (order by s.score desc, s.reached_at, s.draw) end as place,
    s.client, s.score, null::text as outcome, null::text as passed_over, null::text as short,
    null::timestamptz as awarded_at, null::uuid as entitlement
  from (select client, score, reached_at, draw from play_score
    where activity = $1 and play = $2 and cycle = $3 and score > 0
    order by score desc, reached_at, draw limit {FAR}) s) p"""  # noqa: S608 - a number
SORTS = {"place": Sort("p.nr", "bigint")}
_STATES = {
    "given": "p.awarded_at is not null",
    "waiting": "p.outcome is not null and p.awarded_at is null and p.passed_over is null",
    "passed_over": "p.passed_over is not null",
    "none": "p.outcome is null",
}


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
class Order:
    """Which order of clients: that of a cycle of a ranking; ``shared``: equal scores share their place."""

    activity: UUID
    play: str
    cycle: str
    shared: bool


@dataclass(frozen=True)
class Brought:
    """One in an order and what it brought; ``outcome`` None: nothing, or the cycle is open.

    ``client_name`` is number and mask.
    """

    nr: int
    place: int
    client: UUID
    score: int
    outcome: str | None
    passed_over: str | None
    short: str | None
    awarded_at: datetime | None
    entitlement: UUID | None
    client_name: str = ""
    standing: bool = False

    @property
    def became(self) -> str:
        """Say what became of it."""
        if self.standing:
            return "stands"
        if self.outcome is None:
            return "none"
        return self.passed_over or ("given" if self.awarded_at else self.short or "waiting")


@dataclass(frozen=True, slots=True)
class _Closed:
    closed_at: datetime | None


async def counts_of(read: Read, activity: UUID) -> Mapping[str, Counts]:
    """Count the cycles of each ranking of an activity."""
    return {one.play: one for one in await read.all(Counts, _COUNTS, activity)}


async def cycles_page(read: Read, activity: UUID, play: str, after: int) -> list[CycleRow]:
    """Read ten cycles after so many: those whose places are not all given, then the newest first."""
    return await read.all(CycleRow, _CYCLES, activity, play, after, CYCLES_PAGE, FAR + 1)


async def places_page(
    read: Read, _actor: Actor, wish: Wish, order: Order | None, state: str | None
) -> Paged[Brought]:
    """List who stands where, found by client: settled, or as it stands, then the first ``FAR``.

    Args:
        read: where to read.
        _actor: who asks; ``order`` was found within reach.
        wish: page, search and sort.
        order: which; None: nothing is there.
        state: given, waiting, passed_over or none; None: all.

    Raises:
        Malformed: ``kernel.malformed`` at ``state`` or ``sort``.
    """
    sort = chosen(wish.sort, SORTS, "place")
    if state is not None and state not in _STATES:
        raise Malformed(one_of(_STATES), "state")
    key = () if order is None else (order.activity, order.play, order.cycle)
    found = await read.one(_Closed, _CLOSED, *key) if key else None
    if order is None or found is None:
        return Paged([], 0)
    standing = found.closed_at is None
    args = [*key, order.shared] if standing else list(key)
    asked = List("p.*", _STANDING if standing else _SETTLED, "p.client", args=args)
    if state is not None:
        asked.conditions.append(_STATES[state])
    keep_found(asked, wish.search, "p.client")
    page = await paged(read, Brought, asked, sort, wish.page)
    names = await numbered_names_of(read, [row.client for row in page.rows])
    return page.with_rows(lambda row: replace(row, client_name=names.get(row.client, ""), standing=standing))
