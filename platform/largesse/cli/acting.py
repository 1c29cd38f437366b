"""The database as a command changes it: one that does not answer, or has no schema yet, is told in words."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from largesse.cli.loading import loading
from largesse.cli.look import must_answer, must_stand
from largesse.kernel.ids import new_id
from largesse.store import database
from largesse.store.work import Work

Done = TypeVar("Done")


def act(use: Callable[[Work], Awaitable[Done]]) -> Done:
    """Do something for one command, in the house of the rooms.

    Raises:
        DatabaseSilent: ``embedded.database_silent``.
        SchemaBehind: ``embedded.schema_behind``.
        MigrationEdited: ``store.migration_edited``.
    """
    with loading():
        from largesse.app import app

    async def run() -> Done:
        await must_answer()
        made = app()
        async with database.connected(made.house.rooms, pool_max=2) as client:
            await must_stand(client, made.house.rooms)
            return await use(made.work)

    return asyncio.run(run())


def key_of_command() -> str:
    """Make the idempotency key of one command."""
    return f"command-{new_id()}"
