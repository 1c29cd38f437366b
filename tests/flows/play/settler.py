"""A process of its own that settles by the clock until it is killed: ``settler.py DSN HOURS``.

Its clock is so many hours ahead. It closes, gives places, plays the turns of queues and
seals, again and again.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from largesse.app import app
from largesse.play.closings.close import close_due
from largesse.play.closings.decide import decide_closed
from largesse.play.review import review
from largesse.play.seals.seal import seal_due
from largesse.store import database
from largesse.store import work as store_work


async def settle(dsn: str) -> None:
    work = app().work
    async with database.connected(app().house.rooms, dsn, pool_max=4):
        while True:
            await close_due(work)
            await asyncio.gather(decide_closed(work), review.play_turns(work))
            await review.play_left(work)
            await seal_due(work)


if __name__ == "__main__":
    dsn, hours = sys.argv[1:]
    ahead = timedelta(hours=int(hours))
    store_work.now = review.now = lambda: datetime.now(UTC) + ahead
    asyncio.run(settle(dsn))
