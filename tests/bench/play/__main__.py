"""Plays per second beside pgbench, in one run on the bench's own servers; the books are checked at the end.

``python -m tests.bench.play [--seconds 6] [--connections 256] [--clients 20000]``
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from tests.bench.ground import MARK, ROOT, migrated, say, servers, web
from tests.bench.play import pgbench
from tests.bench.play.arrange import World, arrange

from largesse.app import app
from largesse.embedded.cluster import Cluster
from largesse.play.plans.memory import plans

FIRST_PORT = 18_750


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    seconds: int
    connections: int
    clients: int


def wanted() -> Wanted:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--connections", type=int, default=256)
    parser.add_argument("--clients", type=int, default=20_000)
    asked = parser.parse_args()
    return Wanted(asked.seconds, asked.connections, asked.clients)


def main() -> int:
    """Run everything; exit 1 when the books do not add up."""
    asked = wanted()
    with servers() as running:
        return bench(asked, running)


def bench(asked: Wanted, cluster: Cluster) -> int:
    """Arrange, measure, check."""
    world = asyncio.run(ready(cluster.postgres_dsn, asked.clients))
    say(f"pgbench -M prepared, one play a call, {asked.seconds} s each:")
    best = 0.0
    for clients, rate in pgbench.measure(cluster.bin, cluster.postgres_dsn, world, asked.seconds).items():
        say(f"  {clients:>3} clients {rate:>8.0f} plays/s")
        best = max(best, rate)
    asyncio.run(know_the_tables(cluster.postgres_dsn))
    ratios = []
    for path in ("generic executor", "compiled path"):
        for count in (1, 2):
            one = measure(asked, world, count, generic=path.startswith("generic"))
            name = f"{path}, {count} process{'es' if count > 1 else ''}"
            say(
                f"Largesse, HTTP and GraphQL, {name}, {asked.connections} connections:"
                f" {one['rate']:.0f} plays/s, p50 {one['p50_ms']:.1f} ms, p99 {one['p99_ms']:.1f} ms,"
                f" CPU per play {one['web_us']:.0f} us web + {one['db_us']:.0f} us database"
                f" + {one['load_us']:.0f} us load"
            )
            if one["other"]:
                say(f"  other answers: {one['other']}")
            ratios.append(f"{name} {one['rate'] / best:.2f}")
    say(f"ratio to the best pgbench ({best:.0f} plays/s): " + "; ".join(ratios))
    wrong = asyncio.run(books(cluster.postgres_dsn, world))
    say(
        "books: "
        + ("plays = receipts = chances used, issued <= stock, budget exact" if not wrong else str(wrong))
    )
    return 1 if wrong else 0


async def know_the_tables(dsn: str) -> None:
    """Let the planner know tables that grew within a minute, as it does an hour after a start."""
    owner = await asyncpg.connect(dsn)
    await owner.execute("analyze")
    await owner.close()


async def ready(dsn: str, clients: int) -> World:
    """Migrate and fill the database; the plan's pools and seed are there for the yardstick too."""
    async with migrated(dsn):
        world = await arrange(dsn, clients)
        await plans(app().work).get(world.slug, "wheel")
    await pgbench.prepare(dsn, world)
    return world


def measure(asked: Wanted, world: World, processes: int, *, generic: bool) -> dict[str, Any]:
    """Measure with some web processes; a short warm-up first."""
    ports = [FIRST_PORT + n for n in range(processes)]
    with ExitStack() as stack:
        running = [stack.enter_context(web(port, "tests.bench.play.server", str(port))) for port in ports]
        plan = {
            "slug": world.slug,
            "tokens": world.tokens,
            "ports": ports,
            "connections": asked.connections,
            "generic": generic,
        }
        load(plan | {"name": f"warm{processes}{generic}", "seconds": 2})
        before = cpu(running)
        found = load(plan | {"name": f"run{processes}{generic}", "seconds": asked.seconds})
        after = cpu(running)
        plays = max(1, found["plays"])
        return found | {
            "web_us": (after["web"] - before["web"]) / plays * 1e6,
            "db_us": (after["db"] - before["db"]) / plays * 1e6,
            "load_us": found["cpu"] / plays * 1e6,
        }


def load(plan: dict[str, Any]) -> dict[str, Any]:
    """Run the load in a process of its own."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(plan, file)
        file.flush()
        times = os.times()
        out = subprocess.run(
            [sys.executable, "-m", "tests.bench.play.load", file.name],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        after = os.times()
    used = after.children_user + after.children_system - times.children_user - times.children_system
    return json.loads(out) | {"cpu": used}


def cpu(servers: list[subprocess.Popen[bytes]]) -> dict[str, float]:
    """Give CPU seconds used so far by the web processes and by PostgreSQL."""
    web = {server.pid for server in servers}
    found = {"web": 0.0, "db": 0.0}
    tick = os.sysconf("SC_CLK_TCK")
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        name = text[text.index("(") + 1 : text.rindex(")")]
        fields = text[text.rindex(")") + 2 :].split()
        used = (int(fields[11]) + int(fields[12])) / tick
        if int(path.parent.name) in web:
            found["web"] += used
        elif name == "postgres" and ours(path.parent):
            found["db"] += used
    return found


def ours(process: Path) -> bool:
    """Tell whether a postgres process works in the bench's own cluster."""
    try:
        return MARK in str((process / "cwd").readlink())
    except OSError:
        return False


async def books(dsn: str, world: World) -> dict[str, Any]:
    """Add everything up; an empty answer means that it does."""
    owner = await asyncpg.connect(dsn)
    try:
        row = await owner.fetchrow(
            "select (select count(*) from play_draw where activity = $1) as plays,"
            " (select count(*) from store_receipt where use_case = 'play.take_part') as receipts,"
            " (select coalesce(sum(used), 0)::bigint from play_chance where activity = $1) as chances,"
            " (select count(*) from play_draw where activity = $1 and entitlement is not null) as prizes,"
            " (select count(*) from rights_entitlement where batch = $2) as rights,"
            " (select count(*) from store_outbox where topic = 'rights.entitlement_granted.v1') as told,"
            " b.issued, b.total, b.free, u.reserved_minor, b.unit_cost_minor,"
            " (select used from play_pool where activity = $1 and key = 'budget') as pool_minor"
            " from rights_batch b join rights_budget u on u.id = b.budget where b.id = $2",
            world.activity,
            world.batch,
        )
    finally:
        await owner.close()
    sound = (
        row["plays"] == row["receipts"] == row["chances"]
        and row["prizes"] == row["rights"] == row["told"] == row["issued"] <= row["total"]
        and row["free"] + row["issued"] == row["total"]
        and row["reserved_minor"] == row["pool_minor"] == row["issued"] * row["unit_cost_minor"]
    )
    return {} if sound else dict(row)


if __name__ == "__main__":
    sys.exit(main())
