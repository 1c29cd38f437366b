"""Databases of a run: servers in memory where there is room, templates, and clones of them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from largesse.embedded.cluster import Cluster, cluster
from tests.kit.home import folder

MEMORY = Path("/dev/shm")
MEMORY_MIN_BYTES = 4 * 2**30


def _memory() -> Path | None:
    """Where databases are cloned in a tenth of a disk's time, when this machine has room to spare."""
    if not os.access(MEMORY, os.W_OK):
        return None
    free = min(shutil.disk_usage(MEMORY).free, os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return MEMORY if free >= MEMORY_MIN_BYTES else None


@contextmanager
def running() -> Iterator[Cluster]:
    """PostgreSQL and Valkey of this run, until the block ends."""
    with cluster(folder(_memory()) / "servers", durable=False) as servers:
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
