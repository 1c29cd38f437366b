"""`largesse up` from the first start to the last process: what falls comes back, what is stopped is gone."""

import asyncio
import json
import os
import signal
import socket
import stat
import time

import asyncpg
import pytest
from tests.flows.embedded.conftest import Installation, Process, family, words_of
from tests.kit.waiting import eventually, eventually_here

pytestmark = pytest.mark.slow
STOP_S = 10
ENDLESS = "select sum(x) from generate_series(1, 1000000000000) x"
BUSY = f"select exists (select from pg_stat_activity where state = 'active' and query = '{ENDLESS}')"


def gone(everybody: list[Process]) -> bool:
    return not [one for one in everybody if one.alive]


def back(run: Installation, program: str, fallen: Process) -> bool:
    return any(program in words_of(one.pid) for one in family(run.process.pid) if one.pid != fallen.pid)


async def asked(run: Installation, sql: str) -> object:
    link = await asyncpg.connect(f"postgresql://largesse@/largesse?host={run.home}/run")
    try:
        return await link.fetchval(sql)
    finally:
        await link.close()


def row(run: Installation, sql: str) -> object:
    return asyncio.run(asked(run, sql))


def test_the_first_start_makes_everything_and_the_next_one_finds_it(first, living):
    assert first.status == 200
    assert f"http://127.0.0.1:{first.port}/console/" in first.printed
    assert "Making the demo data" in first.printed
    kept = first.home / "demo.json"
    password = json.loads(kept.read_text())["password"]
    assert password in first.printed
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for name in ("designer", "finance2", "auditor"):
        assert f"{name}@demo.bank" in first.printed
    assert "(0 migrations applied)" in living.printed
    assert "Making the demo data" not in living.printed
    assert password in living.printed


def test_a_second_start_on_the_same_home_is_refused_and_the_first_goes_on(healthy, up):
    second = up("--no-demo", where=healthy.home)
    assert second.process.wait(60) == 2
    assert f"process {healthy.process.pid}" in second.printed
    assert "LARGESSE_HOME" in second.printed
    assert healthy.status() == 200


def test_a_killed_database_means_not_ready_until_it_is_back_by_itself_with_every_row(healthy):
    run = healthy
    row(run, "create table if not exists kept as select 7 as x")
    fallen = run.child("bin/postgres")
    run.process.send_signal(signal.SIGSTOP)  # nobody mends it while we look
    os.kill(fallen.pid, signal.SIGKILL)
    eventually(lambda: run.status() != 200, within_s=30)
    run.process.send_signal(signal.SIGCONT)
    eventually(lambda: run.status() == 200, within_s=30)
    assert run.child("bin/postgres").pid != fallen.pid
    assert row(run, "select x from kept") == 7
    assert run.process.poll() is None


def test_a_database_that_is_frozen_is_named_and_the_answer_comes(healthy):
    run = healthy
    server = run.child("bin/postgres")
    everybody = [server, *family(server.pid)]
    try:
        for one in everybody:
            os.kill(one.pid, signal.SIGSTOP)
        eventually(lambda: run.ready()["checks"]["database"] == "no answer in 3 s", within_s=30)
        assert run.status() == 503
    finally:
        for one in everybody:
            os.kill(one.pid, signal.SIGCONT)
    eventually(lambda: run.status() == 200, within_s=30)


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_without_valkey_the_house_is_degraded_and_works_on(healthy, blow):
    run = healthy
    fallen = run.child("valkey-server")
    run.process.send_signal(signal.SIGSTOP)  # nobody mends it while we look
    os.kill(fallen.pid, blow)
    eventually(lambda: run.ready()["degraded"] == ["valkey"], within_s=30)
    assert run.status() == 200
    event = "select count(*) from store_outbox where relayed_at is null"
    eventually(lambda: row(run, event) == 0, within_s=30)
    if fallen.alive:
        os.kill(fallen.pid, signal.SIGCONT)
    run.process.send_signal(signal.SIGCONT)
    eventually(lambda: run.ready()["degraded"] == [], within_s=30)


@pytest.mark.parametrize("program", ["largesse.cli web", "largesse.cli worker"])
def test_a_program_that_hangs_is_replaced(hanging, program):
    frozen = hanging.child(program)
    os.kill(frozen.pid, signal.SIGSTOP)
    eventually(lambda: back(hanging, program, frozen), within_s=60)
    assert not frozen.alive
    assert "does not answer any more and is replaced" in hanging.printed
    eventually(lambda: hanging.status() == 200, within_s=60)


@pytest.mark.parametrize("program", ["largesse.cli web", "largesse.cli worker"])
def test_a_killed_program_is_started_again(healthy, program):
    run = healthy
    fallen = run.child(program)
    os.kill(fallen.pid, signal.SIGKILL)
    eventually(lambda: back(run, program, fallen), within_s=30)
    eventually(lambda: run.status() == 200, within_s=30)


@pytest.mark.parametrize(("how", "processes"), [(signal.SIGTERM, 2), (signal.SIGINT, 1), (signal.SIGHUP, 1)])
def test_a_stop_ends_everything_in_time_even_under_a_client_who_never_finishes(up_again, how, processes):
    run = up_again("--processes", str(processes)).until_greeted()
    everybody = run.everybody()
    assert sum("largesse.cli web" in words_of(one.pid) for one in everybody) == processes
    with socket.create_connection(("127.0.0.1", run.port)) as slow:
        slow.sendall(b"POST /graphql/client HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        began = time.monotonic()
        run.process.send_signal(how)
        assert run.process.wait(STOP_S + 5) == 0
        assert time.monotonic() - began < STOP_S
    assert gone(everybody)
    assert list((run.home / "run").iterdir()) == []


def test_a_stop_in_the_middle_of_the_first_start_leaves_nothing(up):
    run = up()
    eventually(lambda: [one for one in family(run.process.pid) if "initdb" in words_of(one.pid)])
    everybody = run.everybody()
    run.process.send_signal(signal.SIGTERM)
    assert run.process.wait(STOP_S) == 0
    assert gone(everybody)
    assert up("--no-demo").until_greeted().status() == 200


def test_when_the_supervisor_itself_is_killed_nothing_is_left_and_the_next_start_works(up_again):
    run = up_again().until_greeted()
    row(run, "create table kept as select 7 as x")
    everybody = run.everybody()
    run.process.kill()
    run.process.wait()
    eventually(lambda: gone(everybody), within_s=STOP_S)
    again = up_again().until_greeted()
    assert row(again, "select x from kept") == 7


async def test_what_a_child_leaves_behind_ends_with_it(healthy):
    run = healthy
    link = await asyncpg.connect(f"postgresql://largesse@/largesse?host={run.home}/run")
    try:
        busy = asyncio.create_task(link.execute(ENDLESS))
        backend = Process(link.get_server_pid())
        await eventually_here(lambda: asked(run, BUSY))
        os.kill(run.child("bin/postgres").pid, signal.SIGKILL)
        with pytest.raises((asyncpg.PostgresConnectionError, ConnectionError)):
            await asyncio.wait_for(busy, 30)
        eventually(lambda: not backend.alive, within_s=10)
    finally:
        link.terminate()


def test_a_taken_port_is_refused_before_any_server_starts(up):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run = up("--no-demo", PORT=str(other.getsockname()[1]))
        assert run.process.wait(60) == 2
    assert "PORT" in run.printed
    assert not (run.home / "postgres").exists()


def test_servers_of_ones_own_are_used_and_none_is_started(up, house, servers, home):
    run = up(DATABASE_URL=house.dsn, REDIS_URL=servers.redis_dsn).until_greeted()
    assert run.status() == 200
    words = " ".join(words_of(one.pid) for one in run.everybody())
    assert "bin/postgres" not in words
    assert "valkey-server" not in words
    assert not (home / "postgres").exists()
    assert "demo.bank" not in run.printed
