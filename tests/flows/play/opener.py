"""A process of its own whose clients open one packet: ``opener.py DSN CODE RACE.json FIRST LAST``.

Each of the race's clients from the first to the last presses twice at once. What it was told is a line on
stdout: its number, the part or the refusal's code, and how many are missing then.
"""

import asyncio
import json
import sys
from pathlib import Path
from uuid import UUID

from largesse.app import app
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Contended, Told
from largesse.play.teams.help import HelpFriend, help_friend
from largesse.store import database

OPERATIONS = frozenset({"play.take_part"})


async def race(dsn: str, code: str, clients: list[UUID], numbers: range) -> None:
    work = app().work

    async def press(n: int) -> str:
        actor, ask = Actor("client", clients[n], OPERATIONS, None), HelpFriend(key=f"open-{n}", code=code)
        while True:
            try:
                helped = await help_friend(ask, actor=actor, work=work)
            except Contended:
                continue
            except Told as no:
                return f"{n} {no.code} -"
            return f"{n} {helped.amount} {helped.missing}"

    async with database.connected(app().house.rooms, dsn, pool_max=4):
        for line in await asyncio.gather(*(press(n) for n in [*numbers, *numbers])):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    dsn, code, wanted, first, last = sys.argv[1:]
    known = json.loads(Path(wanted).read_text("utf-8"))
    people = [UUID(one) for one in known["clients"]]
    asyncio.run(race(dsn, code, people, range(int(first), int(last))))
