"""Functions and triggers follow their files: a changed text is applied again, a broken one not."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from tests.kit.application import APP
from tortoise.connection import get_connection

from largesse.store import database, repeatable
from largesse.store.repeatable import Repeatable

MADE = "select name, checksum, applied_at from store_repeatable where checksum <> '' order by name"

SHAPE = """
select (select json_agg(pg_get_functiondef(oid) || coalesce(proacl::text, '') order by proname)
  from pg_proc where pronamespace = 'public'::regnamespace)::text
|| (select json_agg(pg_get_triggerdef(oid) order by tgname, tgrelid) from pg_trigger
  where not tgisinternal)::text
"""


@pytest.fixture
async def owner(ground) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the schema's owner; what a test does to the schema is undone."""
    link = await asyncpg.connect(ground.dsn)
    undone = link.transaction()
    await undone.start()
    yield link
    await undone.rollback()
    await link.close()


async def pending(dsn: str) -> int:
    async with database.connected(APP.house.rooms, dsn) as client:
        return await database.pending(client, APP.house.rooms)


def says(name: str, word: str, *, after: str = "") -> Repeatable:
    head = f"-- after: {after}\n" if after else ""
    body = f"create or replace function {name}() returns text language sql as $$ select '{word}' $$;\n"
    return Repeatable(name, head + body)


async def test_a_new_file_is_applied_and_an_unchanged_one_is_not(owner):
    files = [says("tests_one", "a"), says("tests_two", "b")]
    assert await repeatable.apply(owner, files) == ["tests_one", "tests_two"]
    assert await owner.fetchval("select tests_one() || tests_two()") == "ab"
    before = await owner.fetch(MADE)
    assert [(row["name"], row["checksum"]) for row in before] == [(one.name, one.checksum) for one in files]
    assert await repeatable.apply(owner, files) == []
    assert await owner.fetch(MADE) == before


async def test_only_a_changed_text_is_applied_again(owner):
    await repeatable.apply(owner, [says("tests_one", "a"), says("tests_two", "b")])
    assert await repeatable.apply(owner, [says("tests_one", "a"), says("tests_two", "c")]) == ["tests_two"]
    assert await owner.fetchval("select tests_one() || tests_two()") == "ac"


async def test_a_function_with_another_result_takes_the_place_of_the_one_before(owner):
    await repeatable.apply(owner, [says("tests_one", "a")])
    body = "create or replace function tests_one() returns int language sql as $$ select 7 $$;"
    assert await repeatable.apply(owner, [Repeatable("tests_one", body)]) == ["tests_one"]
    assert await owner.fetchval("select tests_one()") == 7


@pytest.mark.parametrize("parameters", ["given text", "given text, more text default ''", "renamed int"])
async def test_a_function_with_other_parameters_leaves_no_second_one_behind(owner, parameters):
    for given in ("given int", parameters):
        body = f"create or replace function tests_one({given}) returns int language sql as $$ select 7 $$;"
        await repeatable.apply(owner, [Repeatable("tests_one", body)])
    assert await owner.fetchval("select count(*) from pg_proc where proname = 'tests_one'") == 1


async def test_a_file_that_makes_two_functions_of_one_name_keeps_both(owner):
    def both(word):
        one = says("tests_one", word).text
        return Repeatable("tests_one", one + one.replace("tests_one()", "tests_one(given int)"))

    for word in ("a", "b"):
        await repeatable.apply(owner, [both(word)])
    assert await owner.fetchval("select tests_one() || tests_one(1)") == "bb"


@pytest.mark.parametrize("bytes_", [b"-- a\r\nselect 1;\r\n", b"\xef\xbb\xbf-- a\nselect 1;\n"])
def test_line_ends_and_marks_of_another_system_change_no_checksum(tmp_path, bytes_):
    found = []
    for name, content in (("plain", b"-- a\nselect 1;\n"), ("other", bytes_)):
        folder = tmp_path / name / "room" / "noun" / "sql"
        folder.mkdir(parents=True)
        (folder / "room_one.function.sql").write_bytes(content)
        found += repeatable.repeatables(tmp_path / name, ("room",))
    assert found[0].checksum == found[1].checksum


async def test_a_broken_file_leaves_everything_as_it_was(owner):
    await repeatable.apply(owner, [says("tests_one", "a"), says("tests_two", "b")])
    before = await owner.fetch(MADE)
    with pytest.raises(asyncpg.PostgresSyntaxError):
        await repeatable.apply(owner, [says("tests_one", "x"), Repeatable("tests_two", "create or wrong")])
    assert await owner.fetchval("select tests_one() || tests_two()") == "ab"
    assert await owner.fetch(MADE) == before


async def test_a_file_that_is_gone_and_comes_back_is_applied_again(owner):
    both = [says("tests_one", "a"), says("tests_two", "b")]
    await repeatable.apply(owner, both)
    assert await repeatable.apply(owner, both[:1]) == []
    await owner.execute("drop function tests_two()")
    assert await repeatable.apply(owner, both) == ["tests_two"]
    assert await owner.fetchval("select tests_two()") == "b"


async def test_an_older_program_goes_on_with_the_texts_of_a_newer_one(house):
    old, new, newest = (says("tests_one", word) for word in "abc")
    link = await asyncpg.connect(house.dsn)

    async def waiting() -> list[int]:
        return [await repeatable.outdated(get_connection("default"), [one]) for one in (old, new, newest)]

    assert await waiting() == [1, 1, 1]
    for one in (old, new):
        await repeatable.apply(link, [one])
    assert await waiting() == [0, 0, 1]
    await repeatable.apply(link, [])
    assert await waiting() == [0, 0, 1]
    await link.close()


async def test_a_text_that_changed_is_pending_until_the_house_migrates(ground):
    link = await asyncpg.connect(ground.dsn)
    assert await pending(ground.dsn) == 0
    await link.execute("update store_repeatable set checksum = '' where name = 'store_append_only'")
    await link.execute("drop trigger store_audit_append_only on store_audit")
    assert await pending(ground.dsn) == 1
    assert await database.migrate(APP.house.rooms, ground.dsn) == ["store_append_only"]
    assert await pending(ground.dsn) == 0
    with pytest.raises(asyncpg.RestrictViolationError):
        await link.execute("delete from store_audit")
    await link.close()


async def test_a_database_without_our_schema_lacks_every_file(ground, servers):
    files = repeatable.repeatables(database._PACKAGE, APP.house.rooms)
    async with database.connected(APP.house.rooms, servers.dsn("postgres"), role=None) as client:
        assert await repeatable.outdated(client, files) == len(files) > 10


async def test_every_function_and_trigger_of_the_house_stands_in_a_file(owner):
    told = "".join(one.text for one in repeatable.repeatables(database._PACKAGE, APP.house.rooms))
    made = await owner.fetch(
        "select proname as name from pg_proc where pronamespace = 'public'::regnamespace"
        " union select tgname from pg_trigger where not tgisinternal and tgparentid = 0"
    )
    assert made
    assert [row["name"] for row in made if f" {row['name']}" not in told] == []


async def test_all_files_applied_again_change_nothing(owner):
    before = await owner.fetchval(SHAPE)
    files = repeatable.repeatables(database._PACKAGE, APP.house.rooms)
    await owner.execute("update store_repeatable set checksum = ''")
    assert await repeatable.apply(owner, files) == [one.name for one in files]
    assert await owner.fetchval(SHAPE) == before
