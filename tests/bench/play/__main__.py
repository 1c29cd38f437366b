"""Plays per second beside pgbench, round by round in one run on the bench's own servers; then the books.

``python -m tests.bench.play [--rounds 5] [--seconds 4] [--connections 256] [--clients N] [--processes 2]
[--operator weighted] [--receipts N] [--proxy] [--generic]``

A machine shared with others changes its speed, so only the ratio within a round counts, and of the rounds
the median. Throttle, sessions, traces and outbox are on, commits are durable; ``--proxy`` asks as a trusted
proxy does, over https; ``--receipts`` lays so many older receipts into the table; ``--generic`` asks by a
document that is not registered.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg
from tests.bench.ground import MARK, ROOT, migrated, say, servers, web
from tests.bench.play import pgbench
from tests.bench.play.arrange import STOCK, World, arrange
from tests.bench.play.ways import ways

from largesse.app import app
from largesse.embedded.cluster import Cluster
from largesse.play.plans.memory import plans

FIRST_PORT = 18_750
CHOOSE_S = 2
WARM_S = 2
KEPT = 3
"""Numbers of pgbench's clients that are measured again in each round: those that did best at first."""


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    rounds: int
    seconds: int
    connections: int
    clients: int
    processes: int
    operator: str
    receipts: int
    proxy: bool
    generic: bool


def wanted() -> Wanted:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=256)
    parser.add_argument("--clients", type=int, default=0, help="0: as many as the operator needs")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--operator", choices=sorted(ways(STOCK)), default="weighted")
    parser.add_argument("--receipts", type=int, default=0)
    parser.add_argument("--proxy", action="store_true")
    parser.add_argument("--generic", action="store_true")
    asked = parser.parse_args()
    asked.clients = asked.clients or ways(STOCK)[asked.operator].clients
    return Wanted(**vars(asked))


def main() -> int:
    """Run everything; exit 1 when the books do not add up."""
    asked = wanted()
    with servers() as running:
        os.environ["LARGESSE_THROTTLE"] = "true"
        return bench(asked, running)


def bench(asked: Wanted, cluster: Cluster) -> int:
    """Arrange, measure, check."""
    say(f"{interpreter()}; {os.cpu_count()} cores; {asked.operator}, {asked.processes} web processes")
    world = asyncio.run(ready(cluster.postgres_dsn, asked))
    way = ways(STOCK)[asked.operator]
    yardstick = pgbench.Yardstick(cluster.bin, cluster.postgres_dsn, world, way.share_ppm)
    first = yardstick.measure(pgbench.CLIENTS, CHOOSE_S)
    say(
        "pgbench -M prepared, one play a call: "
        + ", ".join(f"{n}: {rate:.0f}/s" for n, rate in first.items())
    )
    best = sorted(first, key=first.__getitem__)[-KEPT:]
    with ExitStack() as stack:
        ports = [FIRST_PORT + n for n in range(asked.processes)]
        running = [stack.enter_context(web(port, "tests.bench.play.server", str(port))) for port in ports]
        plan = {
            "slug": world.slug,
            "tokens": world.tokens,
            "ports": ports,
            "connections": asked.connections,
            "generic": asked.generic,
            "proxy": asked.proxy,
            "says": way.says,
        }
        warm = load(plan | {"name": "warm", "seconds": WARM_S, "first": 0})
        asyncio.run(know_the_tables(cluster.postgres_dsn))
        found, first = [], warm["next"]
        for number in range(asked.rounds):
            before, beside = cpu([]), yardstick.measure(best, asked.seconds)
            beside_us = (cpu([])["db"] - before["db"]) / sum(beside.values()) / asked.seconds * 1e6
            one = measured(plan | {"name": f"r{number}", "seconds": asked.seconds, "first": first}, running)
            first = one["next"]
            found.append(one["rate"] / max(beside.values()))
            say(line(number, one, max(beside.values()), beside_us))
    say(f"ratio to pgbench: median {median(found):.2f} of {', '.join(f'{one:.2f}' for one in sorted(found))}")
    wrong = asyncio.run(books(cluster.postgres_dsn, world))
    say(
        "books: "
        + ("plays = receipts = chances used, issued <= stock, budget exact" if not wrong else str(wrong))
    )
    return 1 if wrong else 0


def interpreter() -> str:
    """Tell which Python this is, and whether it was built to be fast: it counts for as much as half."""
    made = sysconfig.get_config_var("CONFIG_ARGS") or ""
    optimised = [word for word in ("--enable-optimizations", "--with-lto") if word in made]
    return f"CPython {platform.python_version()} ({' '.join(optimised) or 'built without PGO and LTO'})"


def line(number: int, one: dict[str, Any], beside: float, beside_us: float) -> str:
    """Tell of one round; ``beside``: what pgbench did, and the CPU that the database used for one."""
    other = f"; other answers: {one['other']}" if one["other"] else ""
    return (
        f"round {number + 1}: {one['rate']:.0f} plays/s beside {beside:.0f},"
        f" ratio {one['rate'] / beside:.2f}; p50 {one['p50_ms']:.1f} ms,"
        f" p99 {one['p99_ms']:.1f} ms ({one['p99_ms'] / one['p50_ms']:.1f} times); CPU a play"
        f" {one['web_us']:.0f} us web, {one['db_us']:.0f} us database, {one['load_us']:.0f} us load,"
        f" {beside_us:.0f} us database under pgbench"
        f"{other}"
    )


async def know_the_tables(dsn: str) -> None:
    """Let the planner know tables that grew within a minute, as it does an hour after a start."""
    owner = await asyncpg.connect(dsn)
    await owner.execute("analyze")
    await owner.close()


async def ready(dsn: str, asked: Wanted) -> World:
    """Migrate and fill the database; the plan's pools and seed are there for the yardstick too."""
    async with migrated(dsn):
        world = await arrange(dsn, asked.clients, operator=asked.operator)
        await plans(app().work).get(world.slug, "wheel")
    await pgbench.prepare(dsn, world)
    if asked.receipts:
        owner = await asyncpg.connect(dsn)
        await owner.execute(_OLDER, asked.receipts)
        await owner.execute("vacuum analyze store_receipt")
        await owner.close()
    return world


_OLDER = """
insert into store_receipt (id, at, actor_kind, actor_id, use_case, key, ask_digest, answer)
select uuidv7(), now() - interval '1 day', 'client', uuidv7(), 'bench.older', 'older-' || n, 'sha256:', '{}'
from generate_series(1, $1::int) n
"""


def measured(plan: dict[str, Any], running: list[subprocess.Popen[bytes]]) -> dict[str, Any]:
    """Run the load once and give what it found, and the CPU that each side used for a play."""
    before = cpu(running)
    found = load(plan)
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
    """Give CPU seconds used so far by the web processes and by PostgreSQL, with those that it has ended."""
    web = {server.pid for server in servers}
    found = {"web": 0.0, "db": 0.0}
    tick = os.sysconf("SC_CLK_TCK")
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        name = text[text.index("(") + 1 : text.rindex(")")]
        used = sum(map(int, text[text.rindex(")") + 2 :].split()[11:15])) / tick
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
