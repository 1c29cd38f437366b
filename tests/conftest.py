"""One cluster per run, one migrated template, one cloned database per test."""

import asyncio
import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as laws

sys.path.append(str(Path(__file__).parent))

MEMORY = Path("/dev/shm")
MEMORY_MIN_BYTES = 4 * 2**30


def _folder(parent: Path | None = None) -> Path:
    """Make a folder that ends with the run and that programs of another account may enter."""
    made = Path(tempfile.mkdtemp(prefix="largesse-tests-", dir=parent))
    made.chmod(0o755)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _memory() -> Path | None:
    """Where databases are cloned in a tenth of a disk's time, when this machine has room to spare."""
    if not os.access(MEMORY, os.W_OK):
        return None
    free = min(shutil.disk_usage(MEMORY).free, os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return MEMORY if free >= MEMORY_MIN_BYTES else None


_HOME = _folder()
os.environ["LARGESSE_HOME"] = str(_HOME / "app")
os.environ.setdefault("LARGESSE_LEASE_S", "1")
os.environ["LARGESSE_DEMO"] = "true"
os.environ.pop("DATABASE_URL", None)
os.environ.pop("REDIS_URL", None)

# A run judges the change, the same on every machine; LAWS=wide goes looking for what no run has tried yet.
laws.register_profile("house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
laws.register_profile("wide", laws.get_profile("house"), derandomize=False, max_examples=1500)
laws.load_profile(os.environ.get("LAWS", "house"))

from town import Town  # noqa: E402
from town import town as start_town  # noqa: E402

from largesse.app import handlers, ports, register_everything, ticks  # noqa: E402 - the home is chosen before settings are read
from largesse.contracts import events  # noqa: E402
from largesse.embedded.cluster import Cluster, cluster  # noqa: E402
from largesse.kernel.actor import SYSTEM, Actor, operations_of  # noqa: E402
from largesse.kernel.ids import new_id  # noqa: E402
from largesse.plugging.calls.invoke import current  # noqa: E402
from largesse.store import database  # noqa: E402
from largesse.store.delivery import drain, relay_all  # noqa: E402
from largesse.store.outbox import CLASSES  # noqa: E402
from largesse.store.ticking import run_due  # noqa: E402
from largesse.store.work import Work  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def _home() -> Iterator[None]:
    register_everything()
    ports()
    (_HOME / "app").mkdir(mode=0o755)
    yield
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def servers() -> Iterator[Cluster]:
    """PostgreSQL and Valkey of this run."""
    with cluster(_folder(_memory()) / "servers", durable=False) as running:
        yield running


async def _copy(servers: Cluster, name: str, template: str) -> None:
    owner = await asyncpg.connect(servers.dsn("postgres"))
    try:
        await owner.execute(f'create database "{name}" template "{template}" strategy file_copy')
    finally:
        await owner.close()


async def _drop(servers: Cluster, name: str) -> None:
    owner = await asyncpg.connect(servers.dsn("postgres"))
    try:
        await owner.execute(f'drop database if exists "{name}" with (force)')
    finally:
        await owner.close()


@pytest.fixture(scope="session")
def template(servers: Cluster) -> str:
    """A database that is migrated and empty, to clone from."""
    name = "template_migrated"

    async def make() -> None:
        await _copy(servers, name, "template0")
        await database.migrate(servers.dsn(name))

    asyncio.run(make())
    return name


@dataclass
class House:
    """What a test about the business needs; ``dsn`` is its own database."""

    dsn: str
    redis_dsn: str
    work: Work
    system: Actor = SYSTEM

    async def rows(self, sql: str, *args: object) -> list[dict]:
        """Read as the application."""
        async with self.work.read() as read:
            return await read.rows(sql, *args)

    async def value(self, sql: str, *args: object) -> object:
        """Read one value as the application."""
        async with self.work.read() as read:
            return await read.value(sql, *args)

    async def run(self, sql: str, *args: object) -> int:
        """Write as the application, for arranging the world of a test."""
        async with self.work.job() as tx:
            return await tx.run(sql, *args)

    async def topics(self) -> list[str]:
        """Give what the house was told so far, in order."""
        return [row["topic"] for row in await self.rows("select topic from store_outbox order by id")]

    async def drain(self, rounds_max: int = 20) -> int:
        """Relay and deliver with the house's own handlers until nothing is due."""
        total = 0
        for _ in range(rounds_max):
            relayed = await relay_all(self.work, handlers())
            done = sum([await drain(self.work, handlers(), klass) for klass in CLASSES])
            total += done
            if not relayed and not done:
                break
        return total

    async def tick(self) -> int:
        """Run everything that is due by the clock."""
        return await run_due(self.work, ticks())

    @staticmethod
    def staff(
        *operations: str,
        units: frozenset[UUID] | None = None,
        roles: tuple[str, ...] = (),
        staff: UUID | None = None,
        unit: UUID | None = None,
    ) -> Actor:
        """Make a staff actor with these operations and those of the roles."""
        held = frozenset(operations) | operations_of(frozenset(roles))
        return Actor("staff", staff or new_id(), held, units, frozenset(roles), unit, "测试员工")

    @staticmethod
    def client(client: UUID | None = None, unit: UUID | None = None) -> Actor:
        """Make a client actor."""
        one = client or new_id()
        return Actor(
            "client", one, operations_of(frozenset({"client"})), None, frozenset({"client"}), unit, "客户"
        )


@pytest.fixture(scope="module")
async def ground(servers: Cluster, template: str) -> AsyncIterator[House]:
    """A house for one module's site: a cloned database that this process has no pool on."""
    name = f"m_{new_id().hex}"
    await _copy(servers, name, template)
    yield House(servers.dsn(name), servers.redis_dsn, Work())
    await _drop(servers, name)


@pytest.fixture(scope="module")
async def town(ground: House) -> AsyncIterator[Town]:
    """The demo's people, provider and supplier over one module's own database."""
    with start_town(ground.dsn, ground.redis_dsn) as running:
        yield running


@pytest.fixture
async def house(servers: Cluster, template: str) -> AsyncIterator[House]:
    """A house of its own: a cloned database, the application's pool on it."""
    name = f"t_{new_id().hex}"
    await _copy(servers, name, template)
    async with database.connected(servers.dsn(name), pool_max=8):
        own = House(servers.dsn(name), servers.redis_dsn, Work())
        yield own
        await current().close()
        told = await own.rows("select topic, payload from store_outbox where topic !~ '^(tests|rig)[.]'")
        assert [found for one in told if (found := events.findings(one["topic"], one["payload"]))] == []
    await _drop(servers, name)
