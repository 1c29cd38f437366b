"""A process of its own that delivers what the outbox holds until it is killed: ``deliverer.py DSN``."""

import asyncio
import sys

from largesse.app import app
from largesse.store import database
from largesse.store.delivery import drain, relay_all
from largesse.store.outbox import CLASSES


async def deliver(dsn: str) -> None:
    work, handlers = app().work, app().handlers
    async with database.connected(app().house.rooms, dsn, pool_max=4):
        while True:
            await relay_all(work, handlers)
            for klass in CLASSES:
                await drain(work, handlers, klass)


if __name__ == "__main__":
    asyncio.run(deliver(sys.argv[1]))
