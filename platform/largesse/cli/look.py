"""The database as a command meets it: one that does not answer, or has no schema yet, is told in words."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from largesse.cli.loading import loading
from largesse.embedded.refusals import DatabaseSilent, SchemaBehind
from largesse.kernel.settings import settings
from largesse.store import database
from largesse.store.versions import MigrationEdited
from largesse.store.work import Read

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


def look(ask: Callable[[Read], Awaitable[Found]]) -> Found:
    """Read the database for one command, in the house of the rooms.

    Raises:
        DatabaseSilent: ``embedded.database_silent``.
        SchemaBehind: ``embedded.schema_behind``.
        MigrationEdited: ``store.migration_edited``.
    """
    with loading():
        from largesse.app import app

    async def run() -> Found:
        await must_answer()
        work = app().work
        async with database.connected(work.house.rooms, pool_max=1) as client:
            changed = await database.edited(client, work.house.rooms)
            if changed:
                raise MigrationEdited(", ".join(changed))
            missing = await database.pending(client, work.house.rooms)
            if missing:
                raise SchemaBehind(missing)
            async with work.read() as read:
                return await ask(read)

    return asyncio.run(run())
