"""The demo's bank and its clients."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest

from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.kernel.actor import Actor
from largesse.store import database
from largesse.store.demo import Stage
from largesse.store.work import Work


@dataclass
class Bank:
    """Shorthand for a peopled house with clients."""

    house: object
    stage: Stage

    @property
    def work(self):
        return self.stage.work

    def staff(self, login: str) -> Actor:
        return self.stage.known[f"staff.{login}"]

    def unit(self, name: str) -> UUID:
        return self.stage.known[f"unit.{name}"]

    def client(self, name: str) -> UUID:
        return self.stage.known[f"client.{name}"]


@pytest.fixture(scope="session")
def template(servers, template) -> str:
    """The migrated template with the demo's bank in it, seeded once for this folder."""
    name = "template_peopled_audience"

    async def make() -> None:
        owner = await asyncpg.connect(servers.dsn("postgres"))
        await owner.execute(f'create database "{name}" template "{template}" strategy file_copy')
        await owner.close()
        async with database.connected(servers.dsn(name), pool_max=2):
            stage = Stage(Work())
            await people.seed(stage)
            await clients.seed(stage)

    asyncio.run(make())
    return name


@pytest.fixture
async def bank(house) -> Bank:
    stage = Stage(house.work)
    await people.seed(stage)
    await clients.seed(stage)
    return Bank(house, stage)
