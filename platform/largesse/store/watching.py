"""Watching for work: a connection of its own hears of events, and looks whether anything waits.

Invariant   a look reads the tables: what no notice told is found by the next one
            a look is one statement outside of any transaction; it takes nothing and locks nothing
Source      docs/explanation/outbox.md
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

import asyncpg

from largesse.kernel.clock import now
from largesse.kernel.settings import settings
from largesse.store.database import APP_ROLE, credentials
from largesse.store.outbox import Tick

CHANNEL = "largesse_outbox"
_ANSWER_S = 10.0
_LOOK = """
select exists (select from store_outbox where relayed_at is null)
    or exists (select from store_delivery where state = 'due' and due_at <= now())
    or exists (select from store_delivery where state = 'leased' and leased_until < now()) as events,
  array(select w.name from unnest($2::text[]) as w(name) left join store_tick t on t.name = w.name
    where (t.name is null or t.due_at <= $1)
      and (t.error <> '' or case w.name {waits} else true end)) as ticks
"""


class Seen(NamedTuple):
    """What waits: events or deliveries, and which work by the clock."""

    events: bool
    ticks: frozenset[str]


class Watch:
    """Looks on an open connection what waits, and which of ``ticks`` are due and have something to do."""

    def __init__(self, connection: asyncpg.Connection, ticks: Sequence[Tick]) -> None:
        self._connection = connection
        self._names = [one.name for one in ticks]
        waits = [f"when '{one.name}' then exists ({one.waits})" for one in ticks if one.waits]
        self._sql = _LOOK.format(waits=" ".join(["when '' then false", *waits]))

    async def look(self) -> Seen:
        """Look once."""
        rows = await self._connection.fetch(self._sql, now(), self._names)
        return Seen(rows[0]["events"], frozenset(rows[0]["ticks"]))


@asynccontextmanager
async def watching(heard: Callable[[], None], ticks: Sequence[Tick], dsn: str = "") -> AsyncIterator[Watch]:
    """Open the connection for the length of a block.

    Args:
        ticks: the work by the clock to look for.
        heard: called when somebody told of an event.
        dsn: the database; empty: the one of the settings.
    """
    known = credentials(dsn or settings().database_address)
    role = {"role": APP_ROLE, "application_name": "largesse"}
    connection = await asyncpg.connect(**known, server_settings=role, command_timeout=_ANSWER_S)
    try:
        await connection.add_listener(CHANNEL, lambda *_: heard())
        yield Watch(connection, ticks)
    finally:
        connection.terminate()
