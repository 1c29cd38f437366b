"""Ticks: rows say when work by the clock is next due; of many processes one runs it."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from largesse.kernel.clock import now
from largesse.store.outbox import Tick
from largesse.store.work import Read, Tx, Work

log = structlog.get_logger(__name__)
_SHORT_S = 15.0
_TAKE = """
insert into store_tick (name, due_at, ran_at)
select name, $3::timestamptz + make_interval(secs => every_s), $3
from unnest($1::text[], $2::float8[]) as w(name, every_s) order by name
on conflict (name) do update set due_at = excluded.due_at, ran_at = excluded.ran_at
  where store_tick.due_at <= excluded.ran_at
returning store_tick.name, error
"""
_PROBE = """
insert into store_tick (name, due_at, ran_at) values ('readyz', 'infinity', $1)
on conflict (name) do update set ran_at = excluded.ran_at
"""


@dataclass(frozen=True)
class _Taken:
    """A tick that was taken; ``error`` is how it failed the last time, empty if it did not."""

    name: str
    error: str


async def run_due(work: Work, ticks: Sequence[Tick]) -> int:
    """Run every tick that is due; a tick that fails is noted and comes again at its next time.

    Short ones are taken together: one that is lost with its process comes again soon.
    """
    short = await _take(work, [tick for tick in ticks if tick.every_s <= _SHORT_S])
    ran = 0
    for tick in ticks:
        taken = short if tick.every_s <= _SHORT_S else await _take(work, [tick])
        if tick.name not in taken:
            continue
        ran += 1
        try:
            await tick.act(work)
            words = ""
        except Exception as error:
            log.warning("tick_failed", tick=tick.name, exc_info=error)
            words = f"{type(error).__name__}: {error}"[:500]
        if words != taken[tick.name]:
            async with work.job() as tx:
                await tx.run("update store_tick set error = $2 where name = $1", tick.name, words)
    return ran


async def _take(work: Work, ticks: Sequence[Tick]) -> dict[str, str]:
    """Take those that are due and set when they come again; gives by name how each failed the last time."""
    if not ticks:
        return {}
    taken = await work.alone(
        _Taken, _TAKE, [tick.name for tick in ticks], [tick.every_s for tick in ticks], now()
    )
    return {one.name: one.error for one in taken}


async def relay_silent_s(read: Read) -> float | None:
    """Give how long ago the relay said that it lives, in seconds; None where it never did."""
    silent_s: float | None = await read.value(
        "select extract(epoch from now() - ran_at)::float8 from store_tick where name = 'relay'"
    )
    return silent_s


async def write_probe(tx: Tx[None]) -> None:
    """Write a row that means nothing: a standby, and a full disk, answer and take no write."""
    await tx.run(_PROBE, tx.now)
