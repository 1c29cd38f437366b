"""A process of its own that takes part as fast as it can: ``racer.py DSN SLUG CLIENTS.json FIRST LAST``.

Play number n is of client n modulo their number, under the key ``race-n``. Each answer is a line on stdout.
"""

import asyncio
import json
import sys
from pathlib import Path
from uuid import UUID

from largesse.app import app
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Contended, Told
from largesse.play.groups.take_part import TakePart, take_part
from largesse.store import database

AT_ONCE = 256
OPERATIONS = frozenset({"play.take_part"})


def _tell(n: int, outcome: str, draw: str) -> None:
    sys.stdout.write(f"{n} {outcome} {draw}\n")
    sys.stdout.flush()


async def race(dsn: str, slug: str, clients: list[UUID], numbers: range) -> None:
    work, seats = app().work, asyncio.Semaphore(AT_ONCE)

    async def one(n: int) -> None:
        actor = Actor("client", clients[n % len(clients)], OPERATIONS, None)
        ask = TakePart(key=f"race-{n}", activity=slug, play="wheel")
        async with seats:
            for _ in range(5):
                try:
                    played = await take_part(ask, actor=actor, work=work)
                    _tell(n, played.outcome, str(played.draw))
                except Contended:
                    continue
                except Told as no:
                    _tell(n, no.code, "-")
                return
            _tell(n, "contended", "-")

    async with database.connected(app().house.rooms, dsn, pool_max=4):
        await asyncio.gather(*(one(n) for n in numbers))


if __name__ == "__main__":
    dsn, slug, people, first, last = sys.argv[1:]
    known = [UUID(one) for one in json.loads(Path(people).read_text("utf-8"))]
    asyncio.run(race(dsn, slug, known, range(int(first), int(last))))
