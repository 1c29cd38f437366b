"""What hostile files cost the process that answers clients: its memory, its children's, and a page's latency.

``python -m tests.bench.outside [--at-once 8]``; each kind of file is uploaded that many times at once while a
client's page is asked for without pause.
"""

import argparse
import asyncio
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
from tests.bench.ground import migrated, say, servers, web
from tests.bench.play.arrange import arrange
from tests.kit import hostile

from largesse.app import app
from largesse.identity.sessions.sessions import Opening, open_session
from largesse.kernel.ids import new_id, text_id

QUIET = ("--log-level", "critical", "--no-access-log")
IDLE_PAGES = 200
FILES = {
    "one text of 4,000 characters in 25,000 cells": lambda: hostile.long_text_named_often(4_000, 25_000),
    "two cells far apart": lambda: hostile.wide_and_deep(down=8_192),
    "a million numbers": lambda: hostile.numbers_without_end(1_000_000),
}


@dataclass(frozen=True)
class World:
    """What the runner needs to know."""

    slug: str
    provider: str
    token: str


def main() -> int:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-once", type=int, default=8)
    asked = parser.parse_args()
    with servers() as running:
        world = asyncio.run(ready(running.postgres_dsn))
        for name, make in FILES.items():
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            words = ("--factory", "largesse.app:web_app", "--port", str(port), *QUIET)
            with web(port, "uvicorn", *words) as server:
                data = make()
                say(f"{name}: {len(data) / 1024:.0f} KiB, {asked.at_once} at once")
                asyncio.run(attack(f"http://127.0.0.1:{port}", world, data, asked.at_once, server.pid))
    return 0


async def ready(dsn: str) -> World:
    """Arrange a bank with a published page, a provider, and a session of its finance."""
    async with migrated(dsn):
        played = await arrange(dsn, 1)
        provider = new_id()
        owner = await asyncpg.connect(dsn)
        try:
            finance = await owner.fetchrow(
                "select id, unit from identity_staff where 'finance' = any(roles) order by number limit 1"
            )
            await owner.execute(
                "insert into rights_provider (id, slug, name, org_unit) values ($1, 'bench', $2::jsonb, $3)",
                provider,
                '{"zh-CN": "压测", "en": "Bench"}',
                finance["unit"],
            )
        finally:
            await owner.close()
        async with app().work.job() as tx:
            token = await open_session(tx, Opening("staff", finance["id"], "bench"))
    return World(played.slug, text_id("prv", provider), token)


async def attack(address: str, world: World, data: bytes, at_once: int, pid: int) -> None:
    """Ask for pages in peace, then while the files are read; say what was seen."""
    async with httpx.AsyncClient(base_url=address, timeout=300) as client:
        await client.get(f"/a/{world.slug}")
        peace = [await page(client, world.slug) for _ in range(IDLE_PAGES)]
        say(f"  in peace      {line(peace)}  web {peak(pid):.0f} MiB")
        uploads = [asyncio.create_task(upload(client, world, data)) for _ in range(at_once)]
        seen, children = [], 0.0
        while not all(one.done() for one in uploads):
            seen.append(await page(client, world.slug))
            children = max(children, *(peak(one) for one in below(pid)), 0.0)
        answers = sorted({str(await one) for one in uploads})
    say(f"  under attack  {line(seen)}  web {peak(pid):.0f} MiB, largest child {children:.0f} MiB")
    say(f"  answers       {', '.join(answers)}")


async def upload(client: httpx.AsyncClient, world: World, data: bytes) -> str:
    """Try a file; gives the status and what was told of it."""
    try:
        answer = await client.post(
            "/console/statements",
            data={"key": str(new_id()), "provider": world.provider, "dryRun": "true"},
            files={"file": ("bill.xlsx", data)},
            cookies={"lg_staff": world.token},
        )
    except httpx.HTTPError as error:
        return type(error).__name__
    told = answer.json()
    reasons = told.get("reasons") or [told]
    return f"{answer.status_code} {reasons[0].get('code')}"


async def page(client: httpx.AsyncClient, slug: str) -> float:
    """Ask for a client's page; gives milliseconds."""
    begun = time.perf_counter()
    with suppress(httpx.HTTPError):
        await client.get(f"/a/{slug}")
    return (time.perf_counter() - begun) * 1000


def line(times: list[float]) -> str:
    """Say how long pages took."""
    ordered = sorted(times)
    p50, p99 = (ordered[len(ordered) * part // 100] for part in (50, 99))
    return f"{len(times):5} pages, p50 {p50:.0f} ms, p99 {p99:.0f}, most {ordered[-1]:.0f}"


def peak(pid: int) -> float:
    """Give the most memory that a process held, in MiB; 0 where it is gone."""
    with suppress(OSError):
        for row in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
            if row.startswith("VmHWM"):
                return int(row.split()[1]) / 1024
    return 0.0


def below(pid: int) -> Iterator[int]:
    """Give the processes below a process."""
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield int(child)
                yield from below(int(child))


if __name__ == "__main__":
    sys.exit(main())
