"""One cluster per run, one migrated template, one cloned database per test."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as laws

from largesse.app import ports, register_everything
from largesse.contracts import events
from largesse.embedded.cluster import Cluster
from largesse.kernel.ids import new_id
from largesse.plugging.calls.invoke import current
from largesse.store import database
from largesse.store.work import Work
from tests.kit import HOME, databases
from tests.kit.house import House
from tests.kit.town import Town
from tests.kit.town import town as start_town

# A run judges the change, the same on every machine; LAWS=wide goes looking for what no run has tried yet.
laws.register_profile("house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
laws.register_profile("wide", laws.get_profile("house"), derandomize=False, max_examples=1500)
laws.load_profile(os.environ.get("LAWS", "house"))


@pytest.fixture(scope="session", autouse=True)
def _home() -> Iterator[None]:
    register_everything()
    ports()
    HOME.mkdir(mode=0o755)
    yield
    shutil.rmtree(HOME.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def servers() -> Iterator[Cluster]:
    """PostgreSQL and Valkey of this run."""
    with databases.running() as servers:
        yield servers


@pytest.fixture(scope="session")
def template(servers: Cluster) -> str:
    """A database that is migrated and empty, to clone from."""
    name = "template_migrated"

    async def make() -> None:
        await databases.clone(servers, name, "template0")
        await database.migrate(servers.dsn(name))

    asyncio.run(make())
    return name


@pytest.fixture(scope="module")
async def ground(servers: Cluster, template: str) -> AsyncIterator[House]:
    """A house for one module's site: a cloned database that this process has no pool on."""
    name = f"m_{new_id().hex}"
    await databases.clone(servers, name, template)
    yield House(servers.dsn(name), servers.redis_dsn, Work())
    await databases.drop(servers, name)


@pytest.fixture(scope="module")
async def town(ground: House) -> AsyncIterator[Town]:
    """The demo's people, provider and supplier over one module's own database."""
    with start_town(ground.dsn, ground.redis_dsn) as running:
        yield running


@pytest.fixture
async def house(servers: Cluster, template: str) -> AsyncIterator[House]:
    """A house of its own: a cloned database, the application's pool on it."""
    name = f"t_{new_id().hex}"
    await databases.clone(servers, name, template)
    async with database.connected(servers.dsn(name), pool_max=8):
        own = House(servers.dsn(name), servers.redis_dsn, Work())
        yield own
        await current().close()
        told = await own.rows("select topic, payload from store_outbox where topic !~ '^(tests|rig)[.]'")
        assert [found for one in told if (found := events.findings(one["topic"], one["payload"]))] == []
    await databases.drop(servers, name)
