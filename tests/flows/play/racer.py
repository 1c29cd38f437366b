"""A process of its own that takes part as fast as it can: ``racer.py DSN SLUG RACE.json FIRST LAST``.

The race names its plays, what is said with each, and its clients. Number n is of play n modulo their number,
and each play goes through the clients in turn, under the key ``race-n``. Each answer is a line on stdout.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from largesse.app import app
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Contended, Told
from largesse.play.groups.take_part import Said, TakePart, take_part
from largesse.store import database

AT_ONCE = 256
OPERATIONS = frozenset({"play.take_part"})


def _tell(n: int, outcome: str, draw: str) -> None:
    sys.stdout.write(f"{n} {outcome} {draw}\n")
    sys.stdout.flush()


async def race(dsn: str, slug: str, wanted: dict[str, Any], numbers: range) -> None:
    clients = [UUID(one) for one in wanted["clients"]]
    plays = [(name, tuple(Said(*one) for one in said.items())) for name, said in wanted["plays"].items()]
    work, seats = app().work, asyncio.Semaphore(AT_ONCE)

    async def one(n: int) -> None:
        name, said = plays[n % len(plays)]
        actor = Actor("client", clients[n // len(plays) % len(clients)], OPERATIONS, None)
        ask = TakePart(key=f"race-{n}", activity=slug, play=name, said=said)
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
    dsn, slug, wanted, first, last = sys.argv[1:]
    known = json.loads(Path(wanted).read_text("utf-8"))
    asyncio.run(race(dsn, slug, known, range(int(first), int(last))))
