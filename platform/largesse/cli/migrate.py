"""`largesse migrate`: bring the schema up to date as its owner."""

import asyncio

from largesse.cli.look import must_answer
from largesse.cli.speech import say
from largesse.migrations import ROOMS
from largesse.store.database import migrate


def command() -> None:
    """Bring the database's schema up to date; safe to run twice, safe to run at once."""
    applied = asyncio.run(_migrate())
    for name in applied:
        print(name)
    say("cli.migrated", {"count": len(applied)})


async def _migrate() -> list[str]:
    await must_answer()
    return await migrate(ROOMS)
