"""Work by the clock: one process runs it, once each time; what waits is seen by looking."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from largesse.kernel.clock import now
from largesse.store.outbox import Tick
from largesse.store.ticking import run_due
from largesse.store.watching import watching

SPANS_S = (1.0, 600.0)  # one that is taken with others, one that is taken alone


class Rounds:
    """Ticks that count how often each ran, and fail for as long as they are told to."""

    def __init__(self):
        self.ran = []
        self.fault = None
        self.ticks = [Tick(f"tests.every_{span_s:g}", span_s, self.act) for span_s in SPANS_S]

    async def act(self, _work):
        self.ran.append(1)
        await asyncio.sleep(0)
        if self.fault:
            raise LookupError(self.fault)


async def later(house):
    """Let all spans pass."""
    await house.run(
        "update store_tick set due_at = $1 where name like 'tests.%'", now() - timedelta(seconds=1)
    )


async def errors(house):
    return {
        row["error"] for row in await house.rows("select error from store_tick where name like 'tests.%'")
    }


async def test_of_many_processes_one_runs_a_tick_and_it_comes_again_at_its_next_time(house):
    rounds = Rounds()
    for expected in (2, 4):
        ran = await asyncio.gather(*(run_due(house.work, rounds.ticks) for _ in range(4)))
        assert sum(ran) == 2
        assert len(rounds.ran) == expected
        await later(house)


async def test_a_tick_that_fails_is_noted_until_it_succeeds(house):
    rounds = Rounds()
    rounds.fault = "the supplier is gone"
    await run_due(house.work, rounds.ticks)
    assert await errors(house) == {"LookupError: the supplier is gone"}
    rounds.fault = None
    await later(house)
    await run_due(house.work, rounds.ticks)
    assert await errors(house) == {""}


async def test_a_look_sees_what_is_due_by_the_clock_and_what_nobody_told(house):
    rounds, heard = Rounds(), asyncio.Event()
    names = {tick.name for tick in rounds.ticks}
    async with watching(heard.set, rounds.ticks, house.dsn) as watch:
        assert await watch.look() == (False, names)
        await run_due(house.work, rounds.ticks)
        assert await watch.look() == (False, set())
        async with house.work.job() as tx:
            tx.emit("tests.made.v1", "1", {})
        async with asyncio.timeout(10):
            await heard.wait()
        assert (await watch.look()).events


async def test_work_that_has_nothing_to_do_is_not_seen_until_it_has_or_its_fault_is_to_be_cleared(house):
    rounds = Rounds()
    waits = "select from store_outbox where topic = 'tests.made.v1' and $1 > '2000-01-01'::timestamptz"
    rounds.ticks = [replace(rounds.ticks[0], waits=waits)]
    names = {tick.name for tick in rounds.ticks}
    async with watching(bool, rounds.ticks, house.dsn) as watch:
        assert (await watch.look()).ticks == set()
        async with house.work.job() as tx:
            tx.emit("tests.made.v1", "1", {})
        assert (await watch.look()).ticks == names
        rounds.fault = "the supplier is gone"
        await run_due(house.work, rounds.ticks)
        await house.run("delete from store_outbox where topic = 'tests.made.v1'")
        await later(house)
        assert (await watch.look()).ticks == names
        rounds.fault = None
        await run_due(house.work, rounds.ticks)
        await later(house)
        assert (await watch.look()).ticks == set()
