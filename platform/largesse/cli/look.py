"""The database as a command meets it: one that does not answer, or has no schema yet, is told in words."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from largesse.embedded.refusals import DatabaseSilent, SchemaBehind
from largesse.kernel.settings import settings
from largesse.store import database
from largesse.store.house import House
from largesse.store.work import Read, Work

TIMEOUT_S = 10
Found = TypeVar("Found")


async def must_answer() -> None:
    """Go on only with a database that answers.

    Raises:
        DatabaseSilent: ``embedded.database_silent``.
    """
    address = database.credentials(settings().database_address)
    try:
        await (await asyncpg.connect(**address, timeout=TIMEOUT_S)).close()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as no:
        where = f"{address.get('host', '')}:{address['port']}/{address['database']}"
        raise DatabaseSilent(where, str(no) or type(no).__name__) from no


def look(ask: Callable[[Read], Awaitable[Found]], house: House | None = None) -> Found:
    """Read the database for one command; what needs the rooms' extensions brings their house.

    Raises:
        DatabaseSilent: ``embedded.database_silent``.
        SchemaBehind: ``embedded.schema_behind``.
    """

    async def run() -> Found:
        await must_answer()
        async with database.connected(pool_max=1) as client:
            missing = await database.pending(client)
            if missing:
                raise SchemaBehind(missing)
            async with Work(house or House()).read() as read:
                return await ask(read)

    return asyncio.run(run())
