"""Ticks: rows say when work by the clock is next due; of many processes one runs it."""

from datetime import timedelta

import structlog

from largesse.store.outbox import Tick
from largesse.store.work import Read, Tx, Work

log = structlog.get_logger(__name__)
_PROBE = """
insert into store_tick (name, due_at, ran_at) values ('readyz', 'infinity', $1)
on conflict (name) do update set ran_at = excluded.ran_at
"""


async def run_due(work: Work, ticks: list[Tick]) -> int:
    """Run every tick that is due; a tick that fails is noted and comes again at its next time."""
    ran = 0
    for tick in ticks:
        if not await _take(work, tick):
            continue
        ran += 1
        try:
            await tick.act(work)
            words = ""
        except Exception as error:
            log.warning("tick_failed", tick=tick.name, exc_info=error)
            words = f"{type(error).__name__}: {error}"[:500]
        async with work.job() as tx:
            await tx.run(
                "update store_tick set ran_at = $2, error = $3 where name = $1", tick.name, tx.now, words
            )
    return ran


async def _take(work: Work, tick: Tick) -> bool:
    async with work.job() as tx:
        await tx.run(
            "insert into store_tick (name, due_at) values ($1, $2) on conflict (name) do nothing",
            tick.name,
            tx.now,
        )
        taken = await tx.run(
            "update store_tick set due_at = $2 where name = $1 and due_at <= $3",
            tick.name,
            tx.now + timedelta(seconds=tick.every_s),
            tx.now,
        )
    return bool(taken)


async def relay_silent_s(read: Read) -> float | None:
    """Give how long ago the relay said that it lives, in seconds; None where it never did."""
    silent_s: float | None = await read.value(
        "select extract(epoch from now() - ran_at)::float8 from store_tick where name = 'relay'"
    )
    return silent_s


async def write_probe(tx: Tx[None]) -> None:
    """Write a row that means nothing: a standby, and a full disk, answer and take no write."""
    await tx.run(_PROBE, tx.now)
