"""Seeded worlds: rows that many tests begin with, made once for a run and cloned for each test.

A seed's rows come from the rooms' own use cases. The first test that wants a seed makes its database; every
house after that is a copy of it (0.1 s), and knows what the seed made: ``house.known["staff.designer"]``.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from largesse.audience import demo as clients
from largesse.embedded.cluster import Cluster
from largesse.identity import demo as people
from largesse.rights import demo as register
from largesse.settlement import demo as books
from largesse.store import database
from largesse.store.demo import Stage
from tests.kit import databases
from tests.kit.application import APP


@dataclass(frozen=True)
class Seed:
    """A world by name; ``grow`` fills a migrated, empty database, ``finish`` adds to it as its owner."""

    name: str
    grow: Callable[[Stage], Awaitable[None]]
    finish: Callable[[str, dict[str, Any]], Awaitable[None]] | None = None


@dataclass(frozen=True)
class Grown:
    """A database to clone from, and what is known of its rows."""

    database: str
    known: dict[str, Any] = field(default_factory=dict)


def rooms(*demos: Any) -> Callable[[Stage], Awaitable[None]]:
    """Grow the demo of these rooms in this order."""

    async def grow(stage: Stage) -> None:
        for demo in demos:
            await demo.seed(stage)

    return grow


def delivered(*demos: Any) -> Callable[[Stage], Awaitable[None]]:
    """Grow the demo of these rooms in this order; after each its events are delivered."""

    async def grow(stage: Stage) -> None:
        for demo in demos:
            await demo.seed(stage)
            await APP.settle()

    return grow


async def nothing(_stage: Stage) -> None:
    """Leave the database as the migrations do."""


EMPTY = Seed("empty", nothing)


class Seeds:
    """The seeds of a run; each is grown once."""

    def __init__(self, servers: Cluster, migrated: str) -> None:
        self._servers, self._migrated = servers, migrated
        self._grown: dict[Seed, Grown] = {EMPTY: Grown(migrated)}

    async def grown(self, seed: Seed) -> Grown:
        """Give a seed's database, made now if nobody wanted it yet."""
        if seed not in self._grown:
            self._grown[seed] = await self._grow(seed)
        return self._grown[seed]

    async def _grow(self, seed: Seed) -> Grown:
        name = f"template_{seed.name}"
        assert name not in {one.database for one in self._grown.values()}, f"two seeds are called {seed.name}"
        await databases.clone(self._servers, name, self._migrated)
        stage = Stage(APP.work)
        async with database.connected(APP.house.rooms, self._servers.dsn(name), pool_max=4):
            await seed.grow(stage)
        if seed.finish is not None:
            await seed.finish(self._servers.dsn(name), stage.known)
        return Grown(name, stage.known)


PEOPLE = Seed("people", rooms(people))
CLIENTS = Seed("clients", rooms(people, clients))
REGISTER = Seed("register", rooms(people, register))
BOOKS = Seed("books", delivered(people, clients, register, books, books))
