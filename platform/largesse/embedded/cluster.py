"""Both servers for the length of a ``with``, for tests and benches: no application, no restarts."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from largesse.embedded.binaries import postgres_bin, valkey_server
from largesse.embedded.children import Child, until_ready
from largesse.embedded.home import open_home
from largesse.embedded.locks import HomeLocks
from largesse.embedded.postgres import Postgres
from largesse.embedded.valkey import Valkey


@dataclass(frozen=True)
class Cluster:
    """Two running servers.

    Args:
        postgres: gives ``dsn(database)`` for any other database of the cluster.
        postgres_dsn: asyncpg address of the database ``largesse`` as its owner, over a socket.
        redis_dsn: redis-py address, over a socket.
        bin: folder of PostgreSQL's programs (``psql``, ``pgbench``, ``pg_dump``).
    """

    postgres: Postgres
    postgres_dsn: str
    redis_dsn: str
    bin: Path

    def dsn(self, database: str) -> str:
        """Give the asyncpg address of another database of the same cluster."""
        return self.postgres.dsn(database)


@contextmanager
def cluster(path: Path, *, durable: bool = True) -> Iterator[Cluster]:
    """Start PostgreSQL and Valkey in the home at ``path`` and stop them at the end.

    Args:
        path: made when missing; for root every folder above must let ``postgres`` pass (mode 0755).
        durable: False turns fsync off, for throw-away homes only.
    """
    home = open_home(path)
    with HomeLocks(home.path) as locks, ExitStack() as running:
        home.door()
        postgres = Postgres(home, postgres_bin(home), durable)
        valkey = Valkey(home, valkey_server(home))
        for server in (postgres, valkey):
            server.prepare()
            child = Child(server.program(locks.servers_fd))
            running.callback(child.stop, 10)
            until_ready(child, server.answers)
        postgres.create_database()
        yield Cluster(postgres, postgres.dsn(), valkey.dsn, postgres.bin)
