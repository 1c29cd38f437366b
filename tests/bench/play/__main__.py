"""Plays per second beside pgbench, in one run on the bench's own servers; the books are checked at the end.

``python -m tests.bench.play [--seconds 6] [--connections 256] [--clients 20000]``
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

ROOT = Path(__file__).resolve().parents[3]
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


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run everything; exit 1 when the books do not add up."""
    asked = wanted()
    home = Path(tempfile.mkdtemp(prefix="largesse-bench-"))
    home.chmod(0o755)
    os.environ |= {
        "LARGESSE_HOME": str(home / "app"),
        "LARGESSE_THROTTLE": "false",
        "LARGESSE_DEMO": "false",
        "LARGESSE_POOL_MAX": "8",
    }
    (home / "app").mkdir(mode=0o755)
    from largesse.embedded.cluster import cluster  # noqa: PLC0415 - settings are chosen above

    try:
        with cluster(home / "servers", durable=True) as servers:
            os.environ |= {"DATABASE_URL": servers.postgres_dsn, "REDIS_URL": servers.redis_dsn}
            return bench(asked, servers)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def bench(asked: Wanted, servers: Any) -> int:
    """Arrange, measure, check."""
    from tests.bench.play import pgbench  # noqa: PLC0415 - settings are chosen by main

    world = asyncio.run(ready(servers.postgres_dsn, asked.clients))
    say(f"pgbench -M prepared, one play a call, {asked.seconds} s each:")
    best = 0.0
    for clients, rate in pgbench.measure(servers.bin, servers.postgres_dsn, world, asked.seconds).items():
        say(f"  {clients:>3} clients {rate:>8.0f} plays/s")
        best = max(best, rate)
    asyncio.run(know_the_tables(servers.postgres_dsn))
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
    wrong = asyncio.run(books(servers.postgres_dsn, world))
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


async def ready(dsn: str, clients: int) -> Any:
    """Migrate and fill the database."""
    from tests.bench.play import arrange, pgbench  # noqa: PLC0415

    from largesse.app import register_everything  # noqa: PLC0415 - settings are chosen by main
    from largesse.kernel import database  # noqa: PLC0415

    await database.migrate(dsn)
    register_everything()
    async with database.connected(dsn):
        world = await arrange.arrange(dsn, clients)
        await open_pools(world)
    await pgbench.prepare(dsn, world)
    return world


async def open_pools(world: Any) -> None:
    """Let the plan's pools and seed be there for the yardstick too."""
    from largesse.kernel.work import Work  # noqa: PLC0415 - settings are chosen by main
    from largesse.play.plans import plans  # noqa: PLC0415

    work = Work()
    await plans(work).get(world.slug, "wheel")


def measure(asked: Wanted, world: Any, processes: int, *, generic: bool) -> dict[str, Any]:
    """Measure with some web processes; a short warm-up first."""
    ports = [FIRST_PORT + n for n in range(processes)]
    servers = [
        subprocess.Popen([sys.executable, "-m", "tests.bench.play.server", str(port)], cwd=ROOT)
        for port in ports
    ]
    try:
        for port in ports:
            await_port(port)
        plan = {
            "slug": world.slug,
            "tokens": world.tokens,
            "ports": ports,
            "connections": asked.connections,
            "generic": generic,
        }
        load(plan | {"name": f"warm{processes}{generic}", "seconds": 2})
        before = cpu(servers)
        found = load(plan | {"name": f"run{processes}{generic}", "seconds": asked.seconds})
        after = cpu(servers)
        plays = max(1, found["plays"])
        return found | {
            "web_us": (after["web"] - before["web"]) / plays * 1e6,
            "db_us": (after["db"] - before["db"]) / plays * 1e6,
            "load_us": found["cpu"] / plays * 1e6,
        }
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(20)


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


def await_port(port: int) -> None:
    """Wait until a web process answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


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
        return "largesse-bench-" in str((process / "cwd").readlink())
    except OSError:
        return False


async def books(dsn: str, world: Any) -> dict[str, Any]:
    """Add everything up; an empty answer means that it does."""
    owner = await asyncpg.connect(dsn)
    try:
        row = await owner.fetchrow(
            "select (select count(*) from play_draw where activity = $1) as plays,"
            " (select count(*) from kernel_receipt where use_case = 'play.take_part') as receipts,"
            " (select coalesce(sum(used), 0)::bigint from play_chance where activity = $1) as chances,"
            " (select count(*) from play_draw where activity = $1 and entitlement is not null) as prizes,"
            " (select count(*) from rights_entitlement where batch = $2) as rights,"
            " (select count(*) from kernel_outbox where topic = 'rights.entitlement_granted.v1') as told,"
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
