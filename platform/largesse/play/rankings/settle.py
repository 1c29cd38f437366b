"""Settle a cycle: the order is frozen as it stands, and the places that bring something are written down.

Invariant   under the lock of the cycle's row; who is blocked stands in no order; a client has one place
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.play.operators.later import Ranking
from largesse.store.work import Tx

_FREEZE = """
with frozen as (
insert into play_place (activity, play, cycle, nr, place, client, score, reached_at)
select $1, $2, $3, row_number() over (order by s.score desc, s.reached_at, s.draw),
  case when $4 then rank() over (order by s.score desc)
    else row_number() over (order by s.score desc, s.reached_at, s.draw) end,
  s.client, s.score, s.reached_at
from play_score s
where s.activity = $1 and s.play = $2 and s.cycle = $3 and s.score > 0
  and s.client not in (select b from audience_blocked(array(
    select client from play_score where activity = $1 and play = $2 and cycle = $3)) b)
returning 1)
select count(*) from frozen
"""
_AWARD = """
with due as (
insert into play_award (activity, play, cycle, place, number, client, outcome)
select $1, $2, $3, p.nr, p.nr, p.client, b.outcome
from unnest($4::text[], $5::bigint[], $6::bigint[]) as b(outcome, first, last)
join play_place p on p.activity = $1 and p.play = $2 and p.cycle = $3 and p.place between b.first and b.last
returning 1)
select count(*) from due
"""
_PLACED = """
select place, score from play_place where activity = $1 and play = $2 and cycle = $3 and nr = $4
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A place and the score that brought it."""

    place: int
    score: int


async def settle(tx: Tx[Any], key: tuple[UUID, str, str], ranking: Ranking) -> tuple[int, int]:
    """Freeze the order of a cycle; gives how many stand in it, and how many of them get something."""
    bands = ranking.bands
    standing: int = await tx.value(_FREEZE, *key, ranking.shared)
    due: int = await tx.value(
        _AWARD,
        *key,
        [one.id for one in bands],
        [one.first for one in bands],
        [one.last for one in bands],
    )
    return standing, due


async def placed(tx: Tx[Any], key: tuple[UUID, str, str], nr: int) -> Placed | None:
    """Give place and score of one in a settled order."""
    return await tx.one(Placed, _PLACED, *key, nr)
