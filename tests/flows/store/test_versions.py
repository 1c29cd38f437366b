"""Versioned migrations are never edited: a hash of each is kept, and another text stops the house."""

import os

import asyncpg
import pytest
from tests.kit import ready
from tests.kit.application import APP

from largesse.store import database, versions
from largesse.store.versions import MigrationEdited

FIRST = "store.0001_ground"
KEEP_ANOTHER = "update store_version set checksum = 'another' where room = 'store' and name = '0001_ground'"
APPLIED = "select app, name, applied_at from tortoise_migrations"
APPLY = "insert into tortoise_migrations (app, name, applied_at) values ($1, $2, $3)"
LATER = APPLY.replace("$1, $2, $3", "'store', '9999_later', now()")


@pytest.fixture
async def owner(ground):
    """A connection as the schema's owner; what a test does to the versions is undone."""
    link = await asyncpg.connect(ground.dsn)
    applied = await link.fetch(APPLIED)
    yield link
    await link.execute("delete from store_version")
    await link.execute("delete from tortoise_migrations")
    await link.executemany(APPLY, [tuple(row) for row in applied])
    await database.migrate(APP.house.rooms, ground.dsn)
    await link.close()


def largesse(dsn, *words):
    """Run a command as a bank's operator does."""
    env = os.environ | {"DATABASE_URL": dsn, "LC_ALL": "C"}
    return ready.run(*words, env=env)


async def edited(dsn):
    async with database.connected(APP.house.rooms, dsn) as client:
        return await database.edited(client, APP.house.rooms)


async def test_every_applied_migration_has_its_checksum(ground, owner):
    kept = {(row["room"], row["name"]): row["checksum"] for row in await owner.fetch(versions._KEPT)}
    applied = {(row["room"], row["name"]) for row in await owner.fetch(versions._APPLIED)}
    files = versions.versions(database._MIGRATIONS, APP.house.rooms)
    assert set(kept) == applied == {(one.room, one.name) for one in files}
    assert all(kept[one.room, one.name] == one.checksum for one in files)
    assert await edited(ground.dsn) == []


async def test_an_edited_migration_is_named_and_nothing_is_migrated(ground, owner):
    await owner.execute(KEEP_ANOTHER)
    await owner.execute("update store_repeatable set checksum = ''")
    with pytest.raises(MigrationEdited) as told:
        await database.migrate(APP.house.rooms, ground.dsn)
    assert told.value.names == FIRST
    assert await owner.fetchval("select count(*) from store_repeatable where checksum <> ''") == 0
    assert await edited(ground.dsn) == [FIRST]


async def test_the_command_stops_and_says_which_file_and_the_way_out(ground, owner):
    await owner.execute(KEEP_ANOTHER)
    for words in (["migrate"], ["audit", "verify"], ["doctor", "--database", ground.dsn]):
        told = largesse(ground.dsn, *words)
        assert told.returncode in {1, 2}
        assert FIRST in told.stdout + told.stderr
        assert "new migration" in told.stdout + told.stderr


async def test_a_database_from_before_the_checksums_gets_them_once(ground, owner):
    await owner.execute("delete from store_version")
    assert await edited(ground.dsn) == []
    assert await database.migrate(APP.house.rooms, ground.dsn) == []
    assert await owner.fetchval("select count(*) from store_version") > 0
    await owner.execute(KEEP_ANOTHER)
    with pytest.raises(MigrationEdited):
        await database.migrate(APP.house.rooms, ground.dsn)


async def test_what_a_newer_program_applied_stops_nobody(ground, owner):
    await owner.execute(LATER)
    await owner.execute("insert into store_version values ('store', '9999_later', 'unknown here', now())")
    assert await database.migrate(APP.house.rooms, ground.dsn) == []
    assert await edited(ground.dsn) == []


async def test_a_lost_migration_is_not_hidden_by_one_of_a_newer_program(ground, owner):
    await owner.execute("delete from tortoise_migrations where app = 'store' and name = '0002_versions'")
    await owner.execute(LATER)
    async with database.connected(APP.house.rooms, ground.dsn) as client:
        assert await database.pending(client, APP.house.rooms) == 1


@pytest.mark.parametrize("bytes_", [b"one = 1\r\n", b"\xef\xbb\xbfone = 1\n"])
def test_line_ends_and_marks_of_another_system_change_no_checksum(tmp_path, bytes_):
    found = []
    for name, content in (("plain", b"one = 1\n"), ("other", bytes_)):
        (tmp_path / name / "room").mkdir(parents=True)
        (tmp_path / name / "room" / "0001_one.py").write_bytes(content)
        found += versions.versions(tmp_path / name, ("room",))
    assert found[0].checksum == found[1].checksum
