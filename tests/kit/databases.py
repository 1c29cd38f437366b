"""Databases of a run: servers in memory where there is room, templates, and clones of them."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from largesse.embedded.cluster import Cluster, cluster
from tests.kit.home import folder, memory


@contextmanager
def running() -> Iterator[Cluster]:
    """PostgreSQL and Valkey of this run, until the block ends."""
    with cluster(folder(memory()) / "servers", durable=False) as servers:
        yield servers


async def clone(servers: Cluster, name: str, template: str) -> None:
    """Make a database that is a copy of another on which nobody is."""
    owner = await asyncpg.connect(servers.dsn("postgres"))
    try:
        await owner.execute(f'create database "{name}" template "{template}" strategy file_copy')
    finally:
        await owner.close()


async def drop(servers: Cluster, name: str) -> None:
    """Remove a database, whoever is on it."""
    owner = await asyncpg.connect(servers.dsn("postgres"))
    try:
        await owner.execute(f'drop database if exists "{name}" with (force)')
    finally:
        await owner.close()
