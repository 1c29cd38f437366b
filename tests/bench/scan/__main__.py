"""How long an audience takes to be counted, over a million clients on servers of the bench's own.

``python -m tests.bench.scan [--clients 1000000]``: ten questions, each asked of the database five times, and
once in memory of a part of the clients (that way takes no more at once); of these both must count alike. Ends
with 1 when they do not, or when a median is two seconds or more.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import asyncpg
from tests.bench.ground import migrated, say, servers
from tests.bench.scan.world import fill

from largesse.app import app
from largesse.audience.facts.count import Counted, counted_by_row, counted_in_memory
from largesse.identity import demo as people
from largesse.store.demo import Stage
from largesse.store.work import Read

TIMES, BOUND_S = 5, 2.0
# Six of forty branches: fewer clients than memory takes at once.
_PART = "select array_agg(id) from identity_org_unit where code between 'B001' and 'B006'"


def eq(fact: str, value: Any, op: str = "eq") -> dict[str, Any]:
    return {"op": op, "fact": fact, "value": value}


def both(*parts: Any, op: str = "and") -> dict[str, Any]:
    return {"op": op, "of": list(parts)}


def other(part: Any) -> dict[str, Any]:
    return {"op": "not", "of": part}


def tag(name: str) -> dict[str, Any]:
    return {"op": "has_tag", "tag": name}


def bucket(salt: str, low: int, high: int) -> dict[str, Any]:
    return {"op": "bucket", "salt": salt, "from_ppm": low, "to_ppm": high}


HIGH = {"op": "tier_at_least", "tier": "platinum"}
GROWING = {"op": "in", "fact": "lifecycle", "values": ["new", "growing"]}
QUESTIONS = {
    "everybody": {"op": "always"},
    "one tier": eq("tier", "gold"),
    "a tier at least": HIGH,
    "a frequent tag": tag("高尔夫"),
    "a rare tag": tag("私人飞机"),
    "no staff of the bank in the household": other(eq("is_staff", True)),
    "months of birth and years joined": both(
        {"op": "between", "fact": "birth_month", "low": 4, "high": 6}, eq("joined_on", "2015-01-01", "gte")
    ),
    "a tenth by its bucket": bucket("autumn", 0, 100_000),
    "units and advisers by their numbers": both(
        eq("org_unit", "B020", "lt"), eq("adviser", "10006"), op="or"
    ),
    "a real audience": both(
        HIGH,
        other(eq("is_staff", True)),
        both(tag("高尔夫"), tag("艺术收藏"), both(eq("class", "企业主"), GROWING), op="or"),
        other(eq("wealth_band", "b1")),
        bucket("holdout", 50_000, 1_000_000),
    ),
}


def main() -> int:
    """Fill the database, ask everything; exit 1 when a count is slow or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=1_000_000)
    asked = parser.parse_args()
    with servers() as running:
        return asyncio.run(bench(asked.clients, running.postgres_dsn))


async def bench(clients: int, dsn: str) -> int:
    """Ask every question both ways."""
    async with migrated(dsn):
        work = app().work
        await people.seed(Stage(work))
        owner = await asyncpg.connect(dsn)
        try:
            await fill(owner, clients)
        finally:
            await owner.close()
        say(f"{'question':40} {'clients':>9} {'database':>9} {'in memory':>27}")
        async with work.read() as read:
            part = await read.value(_PART)
            wrong = [
                name for name, question in QUESTIONS.items() if not await held(read, name, question, part)
            ]
    say(
        f"wrong or slow: {', '.join(wrong)}"
        if wrong
        else "every count is right and takes less than two seconds"
    )
    return 1 if wrong else 0


async def held(read: Read, name: str, question: Any, part: list[UUID]) -> bool:
    """Ask both ways and tell; false when a count is slow, or the two differ over the same part."""
    times = []
    for _ in range(TIMES):
        took, found = await timed(counted_by_row(read, question, None))
        times.append(took)
    slow, in_memory = await timed(counted_in_memory(read, question, part))
    same = await counted_by_row(read, question, part) == in_memory
    median = statistics.median(times)
    say(
        f"{name:40} {found.count:9,} {median * 1000:6.0f} ms {slow:7.1f} s for {in_memory.of_all:9,}"
        + ("" if same else "  THE TWO DIFFER")
    )
    return same and median < BOUND_S


async def timed(counting: Awaitable[Counted]) -> tuple[float, Counted]:
    """Give how many seconds a count took, and what it found."""
    began = time.perf_counter()
    found = await counting
    return time.perf_counter() - began, found


if __name__ == "__main__":
    sys.exit(main())
