"""The schema: migrates from empty, and keeps append-only tables append-only."""

import asyncpg
from tests.kit.application import APP

from largesse.store import database

APPEND_ONLY = ("store_audit", "store_audit_chain", "play_draw", "settlement_entry", "settlement_posting")


async def test_the_second_migration_finds_nothing_to_do(ground):
    assert await database.migrate(APP.house.rooms, ground.dsn) == []


async def test_the_application_cannot_change_what_is_append_only(house):
    rows = await house.rows(
        "select table_name, privilege_type from information_schema.role_table_grants"
        " where grantee = 'largesse_app' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')"
    )
    held = {(row["table_name"], row["privilege_type"]) for row in rows}
    assert [pair for pair in held if pair[0] in APPEND_ONLY] == []
    tables = {
        row["tablename"]
        for row in await house.rows("select tablename from pg_tables where schemaname = 'public'")
    }
    assert set(APPEND_ONLY) <= tables


async def test_the_application_owns_nothing_and_is_no_superuser(house):
    owner = await asyncpg.connect(house.dsn)
    try:
        owned = await owner.fetchval("select count(*) from pg_tables where tableowner = 'largesse_app'")
        powers = await owner.fetchrow(
            "select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = 'largesse_app'"
        )
    finally:
        await owner.close()
    assert owned == 0
    assert not any(powers)


async def test_no_invariant_needs_a_contrib_extension(house):
    rows = await house.rows("select extname from pg_extension where extname <> 'plpgsql'")
    assert rows == []
