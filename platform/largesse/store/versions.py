"""Versioned migrations: each is applied once and never edited afterwards; its hash is kept and compared.

Words       a *version* is one migration file ``migrations/<room>/<number>_<noun>.py``; its *checksum* is the
            sha256 of its text, line ends made alike
Invariant   a version whose file is not the text that was applied stops `largesse migrate`, and so every start
Source      docs/explanation/migrations.md
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient

from largesse.kernel.errors import Refusal

_FILES = "[0-9]*.py"
_THERE = "select to_regclass($1) is not null as here"
_APPLIED = "select app as room, name from tortoise_migrations"
_KEPT = "select room, name, checksum from store_version"
_KEEP = """
insert into store_version (room, name, checksum, kept_at) values ($1, $2, $3, now()) on conflict do nothing
"""


@dataclass(frozen=True)
class MigrationEdited(Refusal):
    """Migration files are not the texts that this database was made with."""

    code = "store.migration_edited"
    names: str


@dataclass(frozen=True, slots=True)
class Version:
    """One migration file of a room."""

    room: str
    name: str
    checksum: str

    @property
    def label(self) -> str:
        """Its name as people read it: ``<room>.<name>``."""
        return f"{self.room}.{self.name}"


class _Applied(NamedTuple):
    """A migration that was applied, as Tortoise notes it."""

    room: str
    name: str


@cache
def versions(folder: Path, rooms: tuple[str, ...]) -> tuple[Version, ...]:
    """Read the migration files of some rooms, in the order of the rooms; read once a process."""
    return tuple(
        Version(room, path.stem, sha256(path.read_text("utf-8-sig").encode()).hexdigest())
        for room in rooms
        for path in sorted((folder / room).glob(_FILES))
    )


async def waiting(client: BaseDBAsyncClient, files: Sequence[Version]) -> int:
    """Count the versions that are not applied; what a newer program applied is none of them."""
    if not await _there(client, "tortoise_migrations"):
        return len(files)
    applied = {_Applied(**row) for row in await client.execute_query_dict(_APPLIED)}
    return sum(1 for one in files if _Applied(one.room, one.name) not in applied)


async def edited(client: BaseDBAsyncClient, files: Sequence[Version]) -> list[str]:
    """Name the versions whose file is not the text that was applied, as ``<room>.<name>``."""
    if not await _there(client, "store_version"):
        return []
    return _edited([Version(**row) for row in await client.execute_query_dict(_KEPT)], files)


async def must_stand(owner: asyncpg.Connection, files: Sequence[Version]) -> None:
    """Go on only where every applied version is the text that was applied.

    Raises:
        MigrationEdited: ``store.migration_edited``.
    """
    if await owner.fetchval(_THERE, "store_version"):
        names = _edited([Version(*row) for row in await owner.fetch(_KEPT)], files)
        if names:
            raise MigrationEdited(", ".join(names))


async def missing(owner: asyncpg.Connection, files: Sequence[Version]) -> bool:
    """Tell whether a version is not applied, without what Tortoise builds to see it."""
    if not await owner.fetchval(_THERE, "tortoise_migrations"):
        return True
    applied = {_Applied(*row) for row in await owner.fetch(_APPLIED)}
    return any(_Applied(one.room, one.name) not in applied for one in files)


async def keep(owner: asyncpg.Connection, files: Sequence[Version]) -> None:
    """Keep the checksum of every applied version that has none yet."""
    applied = {_Applied(*row) for row in await owner.fetch(_APPLIED)}
    kept = [one for one in files if _Applied(one.room, one.name) in applied]
    await owner.executemany(_KEEP, [(one.room, one.name, one.checksum) for one in kept])


def _edited(kept: Iterable[Version], files: Sequence[Version]) -> list[str]:
    known = {one.label: one.checksum for one in kept}
    return [one.label for one in files if known.get(one.label, one.checksum) != one.checksum]


async def _there(client: BaseDBAsyncClient, table: str) -> bool:
    return bool((await client.execute_query_dict(_THERE, [table]))[0]["here"])
