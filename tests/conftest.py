"""One cluster per run, one migrated template, one cloned database per test."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as laws

from largesse.contracts import events
from largesse.embedded.cluster import Cluster
from largesse.kernel.ids import new_id
from largesse.store import database
from tests.kit import databases
from tests.kit.application import APP
from tests.kit.home import HOME
from tests.kit.house import House
from tests.kit.order import turn_of
from tests.kit.report import Report
from tests.kit.seed import EMPTY, Grown, Seed, Seeds
from tests.kit.shared import SHARED, Shared, folder_of
from tests.kit.town import Founding, Town, found
from tests.kit.town import town as start_town

# A run judges the change, the same on every machine; LAWS=wide goes looking for what no run has tried yet.
laws.register_profile("house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
laws.register_profile("wide", laws.get_profile("house"), derandomize=False, max_examples=1500)
laws.load_profile(os.environ.get("LAWS", "house"))


def pytest_configure(config: pytest.Config) -> None:
    """Report times at the end and make the run's folder, once: where the tests' reports come together."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Report(), "report of times")
        config.pluginmanager.register(Shared(), SHARED)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the files that take long begin first, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: turn_of(item.nodeid))


@pytest.fixture(scope="session", autouse=True)
def _home() -> Iterator[None]:
    HOME.mkdir(mode=0o755)
    yield
    shutil.rmtree(HOME.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder of this run, which all its processes have."""
    return folder_of(request.config)


@pytest.fixture(scope="session")
def servers() -> Iterator[Cluster]:
    """PostgreSQL and Valkey of this run."""
    with databases.running() as servers:
        yield servers


@pytest.fixture(scope="session")
async def seeds(servers: Cluster) -> Seeds:
    """A database that is migrated and empty, and what grows from it."""
    name = "template_migrated"
    await databases.clone(servers, name, "template0")
    await database.migrate(APP.house.rooms, servers.dsn(name))
    return Seeds(servers, name)


@pytest.fixture(scope="session")
def seed() -> Seed:
    """What the houses of a folder begin with: a folder, or a module, gives its own."""
    return EMPTY


@pytest.fixture(scope="module")
async def grown(seeds: Seeds, seed: Seed) -> Grown:
    """The database that the houses of this module are copies of."""
    return await seeds.grown(seed)


@pytest.fixture(scope="module")
async def ground(servers: Cluster, grown: Grown) -> AsyncIterator[House]:
    """A house for one module's site: a cloned database that this process has no pool on."""
    name = f"m_{new_id().hex}"
    await databases.clone(servers, name, grown.database)
    yield House(servers.dsn(name), servers.redis_dsn, known=dict(grown.known))
    await databases.drop(servers, name)


@pytest.fixture(scope="session")
async def founding(servers: Cluster, seeds: Seeds) -> Founding:
    """The demo that every town begins with."""
    name = "template_town"
    await databases.clone(servers, name, (await seeds.grown(EMPTY)).database)
    return found(servers.dsn(name), name)


@pytest.fixture(scope="module")
async def town(servers: Cluster, founding: Founding) -> AsyncIterator[Town]:
    """The demo's people, provider and supplier, for one module."""
    name = f"m_{new_id().hex}"
    await databases.clone(servers, name, founding.database)
    with start_town(founding, servers.dsn(name), servers.redis_dsn) as running:
        yield running
    await databases.drop(servers, name)


@pytest.fixture
async def house(servers: Cluster, grown: Grown) -> AsyncIterator[House]:
    """A house of its own: a cloned database, the application's pool on it."""
    name = f"t_{new_id().hex}"
    await databases.clone(servers, name, grown.database)
    async with database.connected(APP.house.rooms, servers.dsn(name), pool_max=8):
        own = House(servers.dsn(name), servers.redis_dsn, known=dict(grown.known))
        yield own
        await own.close()
        told = await own.rows("select topic, payload from store_outbox where topic !~ '^(tests|rig)[.]'")
        assert [found for one in told if (found := events.findings(one["topic"], one["payload"]))] == []
    await databases.drop(servers, name)
