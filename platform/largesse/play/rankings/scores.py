"""Scores as they are reached: written in the transaction of the act, while the cycle is open.

Invariant   under a share of the lock of the cycle's row, so that whoever closes it waits for them and they
            do not wait for each other; the row is locked last
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.play.rankings.ranking import WHOLE, Ranked
from largesse.play.states.states import Change, Kept
from largesse.store.work import Tx

_OPEN = """
insert into play_closing (activity, play, cycle, due_at) values ($1, $2, $3, $4)
on conflict (activity, play, cycle) do nothing
"""
_HELD = """
select true as held from play_closing
where activity = $1 and play = $2 and cycle = $3 and closed_at is null for share
"""
_REACHED = """
insert into play_score as s (activity, play, cycle, client, score, reached_at, draw)
select $1, $2, $3, r.client, r.score, $4, r.draw
from unnest($5::uuid[], $6::bigint[], $7::uuid[]) as r(client, score, draw) order by r.client
on conflict (activity, play, cycle, client) do update
  set score = excluded.score, reached_at = excluded.reached_at, draw = excluded.draw
  where s.score <> excluded.score
"""
_CYCLES = "select cycle, due_at from play_closing where activity = $1 and play = $2 and closed_at is null"
_MOVE = """
update play_closing set due_at = $4 where activity = $1 and play = $2 and cycle = $3 and closed_at is null
"""


@dataclass(frozen=True, slots=True)
class Reached:
    """What one act left of a client: what is kept of him, after which changes, by which draw."""

    activity: UUID
    client: UUID
    draw: UUID
    ranked: tuple[Ranked, ...]
    changes: tuple[Change, ...]
    kept: Kept


@dataclass(frozen=True, slots=True)
class _Cycle:
    cycle: str
    due_at: datetime


async def opened(tx: Tx[Any], activity: UUID, one: Ranked) -> None:
    """Open the one cycle of a ranking that has no other, and move the ends of those that are open."""
    if one.ranking.cycle == WHOLE:
        await tx.run(_OPEN, activity, one.play, WHOLE, one.end)
    for each in await tx.all(_Cycle, _CYCLES, activity, one.play):
        if each.due_at != one.ends(each.cycle):
            await tx.run(_MOVE, activity, one.play, each.cycle, one.ends(each.cycle))


async def keep_scores(tx: Tx[Any], acts: Iterable[Reached]) -> None:
    """Write what acts have reached in the rankings whose states they moved.

    Raises:
        Contended: the cycle was closed meanwhile; asked again, the act counts in the next.
    """
    found: dict[tuple[UUID, str, str], list[tuple[UUID, int, UUID]]] = {}
    ends: dict[tuple[UUID, str, str], datetime] = {}
    for act in acts:
        for one in act.ranked:
            if one.moved(act.changes):
                key = (act.activity, one.play, cycle := one.cycle(tx.now))
                found.setdefault(key, []).append((act.client, one.score(act.kept, tx.now), act.draw))
                ends[key] = one.ends(cycle)
    for key in sorted(found):
        if not await tx.value(_HELD, *key):
            await tx.run(_OPEN, *key, ends[key])
            if not await tx.value(_HELD, *key):
                raise Contended
        clients, scores, draws = zip(*found[key], strict=True)
        await tx.run(_REACHED, *key, tx.now, list(clients), list(scores), list(draws))
