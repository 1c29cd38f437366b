"""The database as a command meets it: one that does not answer, or has no schema yet, is told in words."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient

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


async def must_stand(client: BaseDBAsyncClient, rooms: Sequence[str]) -> None:
    """Go on only with a schema that is as these rooms want it.

    Raises:
        SchemaBehind: ``embedded.schema_behind``.
        MigrationEdited: ``store.migration_edited``.
    """
    changed = await database.edited(client, rooms)
    if changed:
        raise MigrationEdited(", ".join(changed))
    missing = await database.pending(client, rooms)
    if missing:
        raise SchemaBehind(missing)


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
            await must_stand(client, work.house.rooms)
            async with work.read() as read:
                return await ask(read)

    return asyncio.run(run())
