"""Gifts by hand through the real use case: how many a second, and how long each takes at half of that.

``python -m tests.bench.rights.grants [--seconds 5]``; beside it ``pgbench`` does the writes alone.
"""

import argparse
import asyncio
import itertools
import sys
import time

import asyncpg
from tests.bench.ground import migrated, say, servers
from tests.bench.rights.beside import best, percentile
from tests.bench.rights.world import arranged

from largesse.app import app
from largesse.embedded.cluster import Cluster
from largesse.kernel.ids import new_id
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.store.work import Work

AT_ONCE = 8
CLIENTS = 500
_SCRIPT = """
with gift as materialized (select gen_random_uuid() as id, gen_random_uuid() as client),
stock as materialized (select rights_lock_stock(now(), array['{batch}'::uuid]) as held)
select rights_grant(now(), array[
  (g.id, '{batch}', g.client, g.client, 'manual', g.id::text, null, null, null, null)::rights_gift])
from gift g, stock s where s.held is not null;
"""


def main() -> int:
    """Measure and say; fail where the books do not show what was given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    asked = parser.parse_args()
    with servers() as where:
        return asyncio.run(measured(where, asked.seconds))


async def measured(where: Cluster, seconds: int) -> int:
    """Give as fast as it goes, then at half of that, then let ``pgbench`` do the same writes."""
    work = Work(app().house)
    async with migrated(where.postgres_dsn):
        owner = await asyncpg.connect(where.postgres_dsn)
        stage, clients = await arranged(work, owner, CLIENTS)
        batch, operator, turn = stage.known["batch.tea"], stage.known["staff.operator"], itertools.count()

        async def give() -> float:
            began = time.perf_counter()
            client = clients[next(turn) % CLIENTS].id
            ask = GiveRight(key=str(new_id()), batch=batch, client=client, reason="演练")
            await give_right(ask, actor=operator, work=work)
            return time.perf_counter() - began

        most = await _flat_out(give, seconds)
        took = await _paced(give, most / 2, seconds)
        say(f"gifts, {AT_ONCE} at once: {most:,.0f}/s")
        say(
            f"gifts at half load: p50 {percentile(took, 50):.1f} ms, p95 {percentile(took, 95):.1f} ms"
            f" of {len(took):,}"
        )
        given = await owner.fetchval("select count(*) from rights_entitlement where batch = $1", batch)
        issued = await owner.fetchval("select issued from rights_batch where id = $1", batch)
        await owner.close()
    say(f"pgbench, the writes alone: {best(where, _SCRIPT.format(batch=batch), seconds):,.0f}/s")
    say(f"proof: {given:,} rights, {issued:,} issued")
    return 0 if given == issued else 1


async def _flat_out(give, seconds: int) -> float:
    ends, count = time.perf_counter() + seconds, 0

    async def one() -> None:
        nonlocal count
        while time.perf_counter() < ends:
            await give()
            count += 1

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return count / seconds


async def _paced(give, rate: float, seconds: int) -> list[float]:
    """Ask at an even pace, whether the last was answered or not: who waits in a queue is measured too."""
    loop = asyncio.get_running_loop()
    begins = loop.time()

    async def at(number: int) -> float:
        turn, due = loop.create_future(), begins + number / rate
        loop.call_at(due, turn.set_result, None)
        await turn
        await give()
        return loop.time() - due

    return await asyncio.gather(*(at(number) for number in range(int(rate * seconds))))


if __name__ == "__main__":
    sys.exit(main())
