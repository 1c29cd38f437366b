"""A house for a test about the business: a cloned database and the application's pool on it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

from largesse.kernel.actor import SYSTEM, Actor
from largesse.kernel.ids import new_id
from largesse.play.refused.counter import refused
from largesse.plugging.calls.invoke import INVOKER
from largesse.store.confined.readers import READERS, readers
from largesse.store.delivery import drain, relay_all
from largesse.store.demo import Stage
from largesse.store.house import Offer
from largesse.store.outbox import CLASSES
from largesse.store.ticking import run_due
from largesse.store.watching import watching
from largesse.store.work import Work
from tests.kit.application import APP
from tests.kit.waiting import eventually_here

_SOMEBODY_WAITS = (
    "select count(*) >= $1 from pg_locks l join pg_stat_activity a using (pid)"
    " where not l.granted and a.datname = current_database()"
)


@dataclass
class House:
    """What a test about the business needs; ``dsn`` is its own database, ``known`` what its seed made."""

    dsn: str
    redis_dsn: str
    work: Work = field(default_factory=lambda: Work(APP.house.lending(READERS.of(readers(APP.house)))))
    known: dict[str, Any] = field(default_factory=dict)
    system: Actor = SYSTEM
    earlier: list[Work] = field(default_factory=list)

    @property
    def stage(self) -> Stage:
        """For seeding more of the demo on top."""
        return Stage(self.work, known=self.known)

    def lend(self, offer: Offer[Any]) -> None:
        """Put this offer in place of the rooms' own."""
        self.earlier.append(self.work)
        self.work = Work(self.work.house.lending(offer))

    async def close(self) -> None:
        """End what this house started: plugins' processes, and counts that the next house would get."""
        for one in (*self.earlier, self.work):
            await refused(one).close()
        await self.work.house.needed(INVOKER).close()

    async def rows(self, sql: str, *args: object) -> list[dict]:
        """Read as the application."""
        async with self.work.read() as read:
            return [dict(row) for row in await read.conn.execute_query_dict(sql, list(args))]

    async def value(self, sql: str, *args: object) -> object:
        """Read one value as the application."""
        async with self.work.read() as read:
            return await read.value(sql, *args)

    async def run(self, sql: str, *args: object) -> int:
        """Write as the application, for arranging the world of a test."""
        async with self.work.job() as tx:
            return await tx.run(sql, *args)

    async def until_blocked(self, waiting: int = 1) -> None:
        """Wait until so many wait for a lock of this house's database."""
        watcher = await asyncpg.connect(self.dsn)  # outside of the transaction that is waited for
        try:
            await eventually_here(lambda: watcher.fetchval(_SOMEBODY_WAITS, waiting))
        finally:
            await watcher.close()

    async def topics(self) -> list[str]:
        """Give what the house was told so far, in order."""
        return [row["topic"] for row in await self.rows("select topic from store_outbox order by id")]

    async def drain(self, rounds_max: int = 20) -> int:
        """Relay and deliver with the house's own handlers until nothing is due."""
        total = 0
        for _ in range(rounds_max):
            relayed = await relay_all(self.work, APP.handlers)
            done = sum([await drain(self.work, APP.handlers, klass) for klass in CLASSES])
            total += done
            if not relayed and not done:
                break
        return total

    async def tick(self) -> int:
        """Run what is due by the clock and has something to do, as a worker sees it."""
        async with watching(bool, APP.ticks, self.dsn) as watch:
            seen = await watch.look()
        return await run_due(self.work, [one for one in APP.ticks if one.name in seen.ticks])

    @staticmethod
    def staff(
        *operations: str,
        units: frozenset[UUID] | None = None,
        roles: tuple[str, ...] = (),
        staff: UUID | None = None,
        unit: UUID | None = None,
    ) -> Actor:
        """Make a staff actor with these operations and those of the roles."""
        held = frozenset(operations) | APP.house.operations_of(frozenset(roles))
        return Actor("staff", staff or new_id(), held, units, frozenset(roles), unit, "测试员工")

    @staticmethod
    def client(client: UUID | None = None, unit: UUID | None = None) -> Actor:
        """Make a client actor."""
        one, roles = client or new_id(), frozenset({"client"})
        return Actor("client", one, APP.house.operations_of(roles), None, roles, unit, "客户")
