"""The two servers and every trap that other launchers fall into."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest
import redis
from tests.kit.waiting import eventually

from largesse.embedded.binaries import postgres_bin
from largesse.embedded.cluster import Cluster, cluster
from largesse.embedded.home import Home, open_home
from largesse.embedded.refusals import (
    ForeignPostmaster,
    HomeInUse,
    HomeUnreachable,
    HomeUnwritable,
    OtherMajor,
    SocketPathTooLong,
)

pytestmark = pytest.mark.slow
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")


HOLD_A_CLUSTER = """
import sys, time
from pathlib import Path
from largesse.embedded.cluster import cluster
with cluster(Path(sys.argv[1])):
    print("up", flush=True)
    time.sleep(600)
"""


def ask(servers: Cluster, sql: str) -> object:
    async def asked() -> object:
        link = await asyncpg.connect(servers.postgres_dsn)
        try:
            return await link.fetchval(sql)
        finally:
            await link.close()

    return asyncio.run(asked())


def owner_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


def postmaster(home: Path) -> int:
    return int((home / "postgres/postmaster.pid").read_text().split()[0])


def test_both_servers_answer_on_sockets_and_on_no_port(home):
    with cluster(home) as servers:
        assert ask(servers, "select count(*) from pg_roles where rolname = 'largesse_app'") == 1
        assert ask(servers, "show listen_addresses") == ""
        assert ask(servers, "show fsync") == "on"
        with redis.from_url(servers.redis_dsn) as queue:
            assert queue.ping()
            assert queue.config_get("port") == {"port": "0"}
            assert queue.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


@as_root
def test_as_root_the_servers_run_as_somebody_else_and_nobody_else_may_enter_their_folders(home):
    with cluster(home) as servers, redis.from_url(servers.redis_dsn) as queue:
        pids = [postmaster(home), queue.info("server")["process_id"]]
        assert 0 not in {owner_of(pid) for pid in pids}
        for folder in ("postgres", "valkey", "run", "logs"):
            assert (home / folder).stat().st_mode & 0o777 == 0o700


def test_an_ordinary_user_runs_both_servers_as_himself(as_ordinary_user):
    told = as_ordinary_user("""
import os
from pathlib import Path
from largesse.embedded.cluster import cluster
with cluster(Path.home() / "h") as servers:
    assert (Path.home() / "h").stat().st_mode & 0o777 == 0o700
    pid = (Path.home() / "h/postgres/postmaster.pid").read_text().split()[0]
    print(os.geteuid() != 0, Path(f"/proc/{pid}").stat().st_uid == os.geteuid())
""")
    assert told.stdout.split() == ["True", "True"], told.stderr


@as_root
def test_a_user_number_without_a_name_is_refused_in_words_before_initdb_would(as_ordinary_user):
    told = as_ordinary_user(
        """
from pathlib import Path
from largesse.embedded.cluster import cluster
from largesse.embedded.refusals import AccountNameless
try:
    with cluster(Path.home() / "h"):
        pass
except AccountNameless as no:
    print(no.uid, (Path.home() / "h").exists())
""",
        user="54321",
    )
    assert told.stdout.split() == ["54321", "False"], told.stderr


def test_a_log_that_has_grown_is_turned_once_and_the_servers_go_on(home):
    with cluster(home):
        pass
    with (home / "logs/postgres.log").open("ab") as log:
        log.truncate(17 * 2**20)
    with cluster(home) as servers:
        assert ask(servers, "select 1") == 1
    assert (home / "logs/postgres.log").stat().st_size < 2**20
    assert (home / "logs/postgres.log.1").stat().st_size > 16 * 2**20


@as_root
def test_the_account_that_owns_the_data_stays_even_when_a_better_one_exists(home):
    nobody = pwd.getpwnam("nobody")
    with cluster(home):
        pass
    for path in (home / "postgres", *(home / "postgres").rglob("*"), *(home / "valkey").rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    with cluster(home):
        assert owner_of(postmaster(home)) == nobody.pw_uid


@pytest.mark.parametrize("whose", ["ours", "the servers'"])
def test_a_stale_pid_file_that_names_a_stranger_neither_stops_us_nor_hurts_him(home, stranger, whose):
    with cluster(home) as servers:
        ask(servers, "create table kept as select 1 as x")
        left_behind = (home / "postgres/postmaster.pid").read_text().splitlines()
    account = open_home(home).account
    him = stranger(account.uid if account and whose != "ours" else None)
    text = "\n".join([str(him.pid), *left_behind[1:]]) + "\n"
    (home / "postgres/postmaster.pid").write_text(text)
    (home / "run/.s.PGSQL.5432.lock").write_text(text)
    with cluster(home) as servers:
        assert ask(servers, "select x from kept") == 1
    assert him.poll() is None


def test_a_postgres_that_somebody_else_started_on_our_data_is_named_and_left_alone(home):
    with cluster(home):
        pass
    seen = open_home(home)
    account = seen.account
    argv = [postgres_bin(seen) / "postgres", "-D", home / "postgres", "-k", home / "run", "-h", ""]
    theirs = subprocess.Popen(argv, user=account.uid if account else None, cwd="/", stderr=subprocess.DEVNULL)
    try:
        eventually((home / "run/.s.PGSQL.5432").exists)
        with pytest.raises(ForeignPostmaster) as no, cluster(home):
            pass
        assert no.value.pid > 0
        assert theirs.poll() is None
    finally:
        theirs.send_signal(signal.SIGINT)
        theirs.wait()


@as_root
def test_a_home_below_a_closed_folder_is_refused_before_anything_is_made(place):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(HomeUnreachable) as no, cluster(closed / "home"):
        pass
    assert no.value.folder == str(closed)
    assert list(closed.iterdir()) == []
    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_home_that_cannot_be_written_is_refused(as_ordinary_user):
    told = as_ordinary_user("""
from pathlib import Path
from largesse.embedded.cluster import cluster
from largesse.embedded.refusals import HomeUnwritable
try:
    with cluster(Path("/proc/largesse")):
        pass
except HomeUnwritable as no:
    print(no.code)
""")
    assert told.stdout.strip() == HomeUnwritable.code, told.stderr


def test_a_home_whose_sockets_would_have_too_long_a_path_is_refused_before_anything_is_made(place):
    deep = place / ("x" * 100)
    with pytest.raises(SocketPathTooLong) as no, cluster(deep):
        pass
    assert no.value.length > no.value.length_max
    assert not deep.exists()


def test_the_limit_counts_bytes_not_letters(place):
    name = "礼" * 35
    assert len(str(place / name / "run/.s.PGSQL.5432")) < 107
    with pytest.raises(SocketPathTooLong), cluster(place / name):
        pass


@as_root
def test_programs_in_a_closed_folder_are_copied_and_the_folder_stays_closed(place, home, monkeypatch):
    installed = postgres_bin(Home(home, None)).parents[1]
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    for part in (installed, installed.with_name(f"{installed.name}.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    monkeypatch.setenv("LARGESSE_POSTGRES_BIN", str(closed / installed.name / "pginstall/bin"))
    with cluster(home) as servers:
        assert servers.bin.is_relative_to(home)
        assert ask(servers, "select 1") == 1
    assert closed.stat().st_mode & 0o777 == 0o700


def test_data_of_another_major_version_are_refused_with_both_versions_named(home):
    with cluster(home):
        pass
    (home / "postgres/PG_VERSION").write_text("15\n")
    with pytest.raises(OtherMajor) as no, cluster(home):
        pass
    assert no.value.data_major == 15
    assert no.value.server_major > 15


def test_a_home_in_use_is_refused_at_once(home):
    with cluster(home) as servers:
        began = time.monotonic()
        with pytest.raises(HomeInUse) as no, cluster(home):
            pass
        assert time.monotonic() - began < 10
        assert no.value.pid == os.getpid()
        assert ask(servers, "select 1") == 1


def test_servers_whose_parent_is_killed_end_and_the_next_start_waits_for_them_and_finds_every_row(home):
    argv = [sys.executable, "-P", "-c", HOLD_A_CLUSTER, str(home)]
    parent = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    assert parent.stdout.readline() == "up\n"
    dsn = f"postgresql://largesse@/largesse?host={home}/run"
    asyncio.run(_keep_a_row(dsn))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    with cluster(home) as servers:
        assert ask(servers, "select x from kept") == 7


async def _keep_a_row(dsn: str) -> None:
    link = await asyncpg.connect(dsn)
    await link.execute("create table kept as select 7 as x")
    await link.close()


def test_an_interrupted_first_start_leaves_nothing_that_the_next_one_takes_for_data(home):
    with cluster(home):
        pass
    (home / "postgres").rename(home / "postgres-making")
    (home / "postgres-making/PG_VERSION").unlink()
    with cluster(home) as servers:
        assert ask(servers, "select 1") == 1
