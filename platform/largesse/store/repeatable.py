"""Repeatable migrations: functions and triggers stand in files and are applied again when their text changed.

Words       a *repeatable* is one file ``<noun>/sql/<name>.function.sql`` of a room: ``create or replace``
            statements with their grants; its *checksum* is the sha256 of its text, line ends made alike
Invariant   all that changed is applied in one transaction, or nothing of it; applied again it changes nothing
Source      docs/explanation/migrations.md
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from pathlib import Path

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient

from largesse.kernel.errors import Broken

ENDING = ".function.sql"
_AFTER = "-- after:"
_FUNCTION = re.compile(r"^create or replace function (?:public\.)?(\w+)\s*\(", re.MULTILINE | re.IGNORECASE)
_OF_NAMES = """
select oid, proname as name, oid::regprocedure::text as signature from pg_proc
where pronamespace = 'public'::regnamespace and proname = any($1::text[])
"""
_NOTE = """
insert into store_repeatable (name, checksum, applied_at) values ($1, $2, now())
on conflict (name) do update set checksum = excluded.checksum, applied_at = excluded.applied_at,
  earlier = store_repeatable.earlier || store_repeatable.checksum
"""
_GONE = """
update store_repeatable set checksum = '', earlier = earlier || checksum
where checksum <> '' and not name = any($1::text[])
"""


@dataclass(frozen=True, slots=True)
class _Function:
    """A function as the database has it; ``signature`` names it with its parameters' types."""

    oid: int
    name: str
    signature: str


@dataclass(frozen=True, slots=True)
class Repeatable:
    """One file. ``name`` is the file's name without its ending: the function's own, room first."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """The sha256 of the text, 64 hex digits."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def after(self) -> tuple[str, ...]:
        """The names of its ``-- after:`` lines: what of the same room must be applied before it."""
        lines = (line for line in self.text.splitlines() if line.startswith(_AFTER))
        return tuple(name for line in lines for name in line.removeprefix(_AFTER).replace(",", " ").split())


@cache
def repeatables(package: Path, rooms: tuple[str, ...]) -> tuple[Repeatable, ...]:
    """Read the files of some rooms, in the order of the rooms; read once a process.

    Raises:
        Broken: two files share a name, or ``-- after:`` names no file of the room or leads round in a circle.
    """
    found = [one for room in rooms for one in ordered(_of_room(package / room))]
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        raise Broken(f"two files of one name: {sorted(n for n in set(names) if names.count(n) > 1)}")
    return tuple(found)


def ordered(files: Iterable[Repeatable]) -> list[Repeatable]:
    """Order the files of one room by name, each after those that its header names.

    Raises:
        Broken: ``-- after:`` names no file of the room or leads round in a circle.
    """
    known = {one.name: one for one in sorted(files, key=lambda one: one.name)}
    strangers = {name for one in known.values() for name in one.after} - set(known)
    if strangers:
        raise Broken(f"-- after: names what is not there: {sorted(strangers)}")
    sorter = TopologicalSorter({one.name: one.after for one in known.values()})
    try:
        return [known[name] for name in sorter.static_order()]
    except CycleError as circle:
        raise Broken(f"-- after: leads round in a circle: {circle.args[1]}") from circle


async def apply(owner: asyncpg.Connection, files: Sequence[Repeatable]) -> list[str]:
    """Apply, as the schema's owner and in one transaction, those whose text is not the one applied last.

    Returns:
        The names of what was applied, in order.
    """
    async with owner.transaction():
        applied = {row["name"]: row["checksum"] for row in await owner.fetch(_APPLIED)}
        changed = [one for one in files if applied.get(one.name) != one.checksum]
        for one in changed:
            await _replace(owner, one)
            await owner.execute(_NOTE, one.name, one.checksum)
        await owner.execute(_GONE, [one.name for one in files])
    return [one.name for one in changed]


async def _replace(owner: asyncpg.Connection, one: Repeatable) -> None:
    """Apply a text; a function whose parameters or result changed takes the place of the one before it.

    PostgreSQL replaces a function only under the same signature: another result is refused, other parameters
    make a second function beside the first, which would go on being called.
    """
    names = _FUNCTION.findall(one.text)
    before = await _functions(owner, names)
    try:
        async with owner.transaction():
            await owner.execute(one.text)
    except asyncpg.InvalidFunctionDefinitionError:
        for old in before:
            await owner.execute(f"drop function {old.signature}")
        await owner.execute(one.text)
        return
    for old in before:
        others = [now for now in await _functions(owner, [old.name]) if now.oid != old.oid]
        if len(others) >= names.count(old.name):
            await owner.execute(f"drop function {old.signature}")


async def _functions(owner: asyncpg.Connection, names: list[str]) -> list[_Function]:
    return [_Function(*record) for record in await owner.fetch(_OF_NAMES, names)]


async def outdated(client: BaseDBAsyncClient, files: Sequence[Repeatable]) -> int:
    """Count the files whose text was never applied; all of them before the first migration.

    A text that a newer program replaced is none of them: the old program goes on while it is being upgraded.
    """
    if not await is_there(client):
        return len(files)
    rows = await client.execute_query_dict(
        "select name, earlier || checksum as checksums from store_repeatable"
    )
    applied = {row["name"]: row["checksums"] for row in rows}
    return sum(1 for one in files if one.checksum not in applied.get(one.name, ()))


async def is_there(client: BaseDBAsyncClient) -> bool:
    """Tell whether the database has a schema of ours that may keep repeatables."""
    known = await client.execute_query_dict("select to_regclass('store_repeatable') is not null as here")
    return bool(known[0]["here"])


def _of_room(folder: Path) -> list[Repeatable]:
    return [
        Repeatable(path.name.removesuffix(ENDING), path.read_text("utf-8-sig"))
        for path in folder.rglob(f"sql/*{ENDING}")
    ]


_APPLIED = "select name, checksum from store_repeatable"
