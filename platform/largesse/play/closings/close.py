"""Close what is due: the list is frozen under the lock by which entries are counted, its root published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from largesse.activities.lifecycle.reads import published
from largesse.kernel.errors import Broken
from largesse.play.closings.which import Which, reveal_if_over
from largesse.play.entries import trees
from largesse.play.plans.memory import make_ready, means_of
from largesse.play.plans.plan import Edition, Plan, plan_of
from largesse.play.rankings.ranking import Ranked
from largesse.play.rankings.settle import settle
from largesse.play.seeds.number import later_secret
from largesse.play.selection.places import commitment_of
from largesse.store.work import Tx, Work

log = structlog.get_logger(__name__)
MANY = 50
_ARE_DUE = """
from play_closing c, lateral activities_out(array[c.activity]) a where c.closed_at is null
  and (a.state in ('running', 'paused') and c.due_at <= $1 or a.state in ('ended', 'settling', 'archived'))
"""
WAITS = f"select {_ARE_DUE}"
_DUE = f"select c.activity, c.play, c.cycle {_ARE_DUE} order by c.due_at limit $2"
_LOCK = """
select due_at, entries from play_closing
where activity = $1 and play = $2 and cycle = $3 and closed_at is null for no key update
"""
_SETTLE = """
update play_closing set closed_at = $4, revision_hash = $5, entries = $6, decided_at = $7, told = $8
where activity = $1 and play = $2 and cycle = $3 and closed_at is null
"""
_CLOSE = """
update play_closing set closed_at = $4, revision_hash = $5, root = $6, secret_hash = $7, decided_at = $8
where activity = $1 and play = $2 and cycle = $3 and closed_at is null
"""


@dataclass(frozen=True, slots=True)
class _Open:
    due_at: datetime
    entries: int


async def close_due(work: Work) -> None:
    """Close every list that is due, each in its own transaction; one that fails is tried again."""
    async with work.job() as tx:
        due = await tx.all(Which, _DUE, tx.now, MANY)
    for one in due:
        try:
            async with work.job() as tx:
                await _close(tx, one)
        except Exception as error:  # the others go on
            log.warning("closing_failed", activity=str(one.activity), play=one.play, exc_info=error)


async def _close(tx: Tx[Any], one: Which) -> None:
    shown = await published(tx, one.activity)
    if shown is None:
        raise Broken(f"{one.activity} closes and is not published")
    plan = plan_of(Edition.of(shown), one.play, means_of(tx.house))
    seed = await make_ready(tx, plan)  # a close that a new revision moved is moved here too
    found = await tx.one(_Open, _LOCK, one.activity, one.play, one.cycle)
    if found is None or (found.due_at > tx.now and shown.state in {"running", "paused"}):
        return
    if plan.ranked is not None:
        await _cycle_closes(tx, one, plan, plan.ranked)
    else:
        await _draw_closes(tx, one, plan, seed.secret)


async def _cycle_closes(tx: Tx[Any], one: Which, plan: Plan, ranked: Ranked) -> None:
    """Freeze the order of a ranking's cycle; where no place brings anything, nothing is left to decide."""
    key = (one.activity, one.play, one.cycle)
    standing, due = await settle(tx, key, ranked.ranking)
    told = 0 if plan.lost else standing
    await tx.run(_SETTLE, *key, tx.now, plan.revision_hash, standing, None if due else tx.now, told)


async def _draw_closes(tx: Tx[Any], one: Which, plan: Plan, seed: bytes) -> None:
    """Freeze the entries of a draw and publish their root; without entries nothing is left to decide."""
    tree = await trees.grown(tx, one.activity, one.play)
    if tree is not None:
        await trees.keep(tx, one.activity, one.play, tree)
    secret = later_secret(seed, one.activity, one.play)
    root = tree.root.hex() if tree else None
    await tx.run(
        _CLOSE,
        one.activity,
        one.play,
        one.cycle,
        tx.now,
        plan.revision_hash,
        root,
        commitment_of(secret),
        None if tree else tx.now,
    )
    if tree is None:
        await reveal_if_over(tx, one.activity)
