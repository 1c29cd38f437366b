"""A start is light: some commands load no room, the others look for no garbage among the rooms' modules."""

import asyncio
import os
import subprocess
import sys
from uuid import uuid4

import asyncpg

from largesse.app import app
from largesse.migrations import ROOMS

ASKED = """
import sys
from largesse.cli import main
try:
    main()
except SystemExit as end:
    print(end.code or 0)
sys.exit(3 if "largesse.app" in sys.modules else 0)
"""


def asked(*words, **env):
    argv = [sys.executable, "-P", "-c", ASKED, *words]
    done = subprocess.run(argv, capture_output=True, check=False, text=True, env=os.environ | env)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_the_list_of_commands_loads_no_room():
    assert asked("--help") == "0"


def test_the_schema_is_looked_at_and_made_without_loading_the_house(servers, tmp_path):
    database = f"light_{uuid4().hex}"
    asyncio.run(made(servers.dsn("postgres"), database))
    where = {"LARGESSE_DATABASE_URL": servers.dsn(database), "LARGESSE_HOME": str(tmp_path)}
    assert asked("migrate", **where) == "0"
    assert asked("doctor", "--database", where["LARGESSE_DATABASE_URL"], **where) == "0"


async def made(dsn, database):
    link = await asyncpg.connect(dsn)
    try:
        await link.execute(f'create database "{database}"')
    finally:
        await link.close()


def test_what_the_migrations_call_rooms_are_the_rooms_of_the_house():
    assert app().house.rooms == ROOMS


LOADED = """
import gc
from largesse.cli.loading import loading
with loading():
    assert not gc.isenabled()
    import largesse.app
assert gc.isenabled()
assert gc.get_freeze_count() > 100_000
"""


def test_the_house_is_loaded_without_the_collector_and_lies_outside_of_it_afterwards():
    done = subprocess.run([sys.executable, "-P", "-c", LOADED], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


SERVING = """
import asyncio, gc, uvicorn
from largesse.cli.loading import THRESHOLDS
from largesse.cli.web import Beating

async def main():
    config = uvicorn.Config(lambda scope: None, port=0, lifespan="off", log_level="critical")
    config.load()
    server = Beating(config, -1)
    server.lifespan = config.lifespan_class(config)
    assert gc.get_threshold() != THRESHOLDS
    await server.startup()
    assert gc.get_threshold() == THRESHOLDS
    assert gc.get_freeze_count() > 10_000
    await server.shutdown()

asyncio.run(main())
"""


def test_the_collector_of_a_web_process_looks_seldom_and_not_at_what_the_start_made():
    done = subprocess.run([sys.executable, "-P", "-c", SERVING], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
