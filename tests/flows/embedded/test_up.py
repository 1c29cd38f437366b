"""`largesse up` from the first start to the last process: what falls comes back, what is stopped is gone."""

import asyncio
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import time

import asyncpg
import httpx
import pytest
from tests.flows.embedded.conftest import (
    LARGESSE,
    Installation,
    Process,
    facts_of,
    family,
    roots_in,
    words_of,
)
from tests.kit.waiting import eventually, eventually_here

from largesse.kernel.interpreter import closed
from largesse.kernel.settings import CHECKOUT

pytestmark = pytest.mark.slow
as_root = pytest.mark.skipif(
    os.geteuid() != 0 or closed(CHECKOUT) is not None,
    reason="only root has something to drop, and only where others can pass to this checkout",
)
PROGRAMS = ("largesse.cli web", "largesse.cli worker", "largesse.cli loader")
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
    eventually(lambda: run.status() != 200)
    for path in ("/a/mid-autumn", "/metrics"):
        answer = httpx.get(f"http://127.0.0.1:{run.port}{path}", headers={"accept": "text/html"})
        assert (path, answer.status_code, answer.headers.get("retry-after")) == (path, 503, "5")
    run.process.send_signal(signal.SIGCONT)
    eventually(lambda: run.status() == 200)
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
        eventually(lambda: run.ready()["checks"]["database"] == "no answer in 3 s")
        assert run.status() == 503
    finally:
        for one in everybody:
            os.kill(one.pid, signal.SIGCONT)
    eventually(lambda: run.status() == 200)


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_without_valkey_the_house_is_degraded_and_works_on(healthy, blow):
    run = healthy
    fallen = run.child("valkey-server")
    run.process.send_signal(signal.SIGSTOP)  # nobody mends it while we look
    os.kill(fallen.pid, blow)
    eventually(lambda: run.ready()["degraded"] == ["valkey"])
    assert run.status() == 200
    event = "select count(*) from store_outbox where relayed_at is null"
    eventually(lambda: row(run, event) == 0)
    if fallen.alive:
        os.kill(fallen.pid, signal.SIGCONT)
    run.process.send_signal(signal.SIGCONT)
    eventually(lambda: run.ready()["degraded"] == [])


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_that_hangs_is_replaced(hanging, program):
    frozen = hanging.child(program)
    os.kill(frozen.pid, signal.SIGSTOP)
    eventually(lambda: back(hanging, program, frozen))
    assert not frozen.alive
    assert "does not answer any more and is replaced" in hanging.printed
    eventually(lambda: hanging.status() == 200)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_killed_program_is_started_again(healthy, program):
    run = healthy
    fallen = run.child(program)
    os.kill(fallen.pid, signal.SIGKILL)
    eventually(lambda: back(run, program, fallen))
    eventually(lambda: run.status() == 200)


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
            async with asyncio.timeout(30):
                await busy
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
    sockets = servers.postgres.home.sockets
    for one in (sockets, *sockets.iterdir()):
        one.chmod(0o777)  # a server of one's own lets others in than root
    run = up(DATABASE_URL=house.dsn, REDIS_URL=servers.redis_dsn).until_greeted()
    assert run.status() == 200
    words = " ".join(words_of(one.pid) for one in run.everybody())
    assert "bin/postgres" not in words
    assert "valkey-server" not in words
    assert not (home / "postgres").exists()
    assert "demo.bank" not in run.printed


@as_root
def test_web_worker_and_provider_hold_nothing_of_root(healthy):
    run = healthy
    uid = (run.home / "keys").stat().st_uid
    assert uid >= 0x70000000
    for program in ("largesse.cli web", "largesse.cli worker", "lounge/supplier"):
        seen = facts_of(run.child(program).pid)
        assert seen["Uid"].split() == seen["Gid"].split() == [str(uid)] * 4
        assert seen["Groups"] == ""
        assert {int(seen[f"Cap{which}"], 16) for which in ("Inh", "Prm", "Eff", "Amb")} == {0}
        assert seen["NoNewPrivs"] == "1"
    reading = "import sys; print(open(sys.argv[1]).read())"
    for private in ("demo.json", "logs/demo.log", "postgres/PG_VERSION"):
        with run.as_the_house(reading, str(run.home / private)) as somebody:
            assert somebody.wait(30) == 1
    assert not roots_in(run.home)
    assert (run.home / "run").stat().st_mode & 0o7777 == 0o2750


HOLDING = """
import asyncio, json, sys
from largesse.plugging.processes.ask import Ask
from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.processes.leash import launch


async def hold():
    try:
        leash = await launch(Ask(*json.loads(sys.argv[1])), print)
    except ChildGone as no:
        print(json.dumps({"gone": str(no)}), flush=True)
        return
    print(json.dumps({"pid": leash.pid, "walls": leash.walls}), flush=True)
    await asyncio.Event().wait()


asyncio.run(hold())
"""


@as_root
def test_a_plugin_has_all_its_walls_and_ends_with_whoever_asked_for_it_or_started_it(healthy):
    run = healthy
    walls = "limits+network+user+processes+files+system_calls"
    assert row(run, "select isolation from plugging_installation") == walls
    digest, entry = row(run, "select array[digest, entry] from plugging_version")
    ask = json.dumps([digest, entry, 7, 64])
    launcher = run.child("launcher.main")
    for fallen in ("whoever asked", "the launcher"):
        with run.as_the_house(HOLDING, ask) as holder:
            told = json.loads(holder.stdout.readline())
            assert told["walls"] == walls
            child, house = facts_of(told["pid"]), facts_of(holder.pid)
            assert int(child["Uid"].split()[0]) == int(house["Uid"].split()[0]) + 8
            plugin = Process(told["pid"])
            assert plugin.alive
            os.kill(holder.pid if fallen == "whoever asked" else launcher.pid, signal.SIGKILL)
            eventually(lambda plugin=plugin: not plugin.alive)
    with run.as_the_house(HOLDING, ask) as holder:
        assert json.loads(holder.stdout.readline())["walls"] == walls
    assert run.child("launcher.main").pid != launcher.pid


TAKING = """
import asyncio, shutil, sys
from pathlib import Path
from largesse.plugging.processes.ask import Ask
from largesse.plugging.processes.leash import launch


async def take(folder):
    told = asyncio.Queue()
    leash = await launch(Ask("sha256:" + folder.name, "lp_taking:Trial", 9, 64), told.put_nowait)
    async with asyncio.timeout(30):
        print((await told.get()).code, flush=True)
    await leash.end()
    print(Path(f"/proc/{leash.pid}").exists(), flush=True)


folder = Path(sys.argv[1]) / "plugins/code" / ("1" * 64)
(folder / "lp_taking").mkdir(parents=True)
forking = "import os, time\\nfor _ in range(40):\\n    os.fork() or time.sleep(60)\\ntime.sleep(60)"
(folder / "lp_taking/__init__.py").write_text(forking)
asyncio.run(take(folder))
shutil.rmtree(folder)
"""


@as_root
def test_what_a_web_process_may_have_started_ends_at_its_share_and_that_is_told(healthy):
    """Code of its own choice is the most that whoever took a web process over can have started."""
    with healthy.as_the_house(TAKING, str(healthy.home)) as taker:
        assert taker.stdout.readline().strip() == "plugging.too_many_processes"
        assert taker.stdout.readline().strip() == "False"
        assert taker.wait(30) == 0


SENDING = """
import socket, sys
with socket.socket(socket.AF_UNIX) as wire:
    wire.connect(sys.argv[1])
    wire.sendall(sys.argv[2].encode())
    print(wire.recv(1024).decode())
"""


@as_root
def test_the_launcher_starts_nothing_but_installed_code_and_hears_nobody_but_the_house(healthy):
    run, door = healthy, str(healthy.home / "run/launcher.sock")
    digest, entry = row(run, "select array[digest, entry] from plugging_version")
    good = {"digest": digest, "entry": entry, "number": 7, "memory_mb": 64}
    for change, why in (
        ({"digest": "sha256:" + "0" * 64}, "no such code"),
        ({"digest": "sha256:../../keys"}, "not a digest"),
        ({"number": -1}, "a number that no installation has"),
        ({"memory_mb": 4096}, "memory that no manifest may name"),
        ({"entry": "x" * 2000 + ":T"}, "not one short line"),
        ({"uid": 0}, "other fields"),
    ):
        with run.as_the_house(SENDING, door, json.dumps(good | change) + "\n") as somebody:
            assert json.loads(somebody.stdout.readline()) == {"gone": why}
    with socket.socket(socket.AF_UNIX) as root:
        root.settimeout(10)
        root.connect(door)
        assert root.recv(1024) == b""


@as_root
def test_a_home_that_root_left_behind_comes_over_once(hanging):
    eventually(lambda: hanging.status() == 200)
    assert (hanging.home / "keys/master").stat().st_uid >= 0x70000000
    assert not roots_in(hanging.home)


@as_root
def test_a_command_of_root_becomes_the_house_and_leaves_nothing_of_root(healthy):
    argv = [*LARGESSE, "channel", "set", "email", "smtp", "port=none", "--secret-file", "-"]
    waiting = subprocess.Popen(
        argv, env=healthy.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    uid = str((healthy.home / "keys").stat().st_uid)
    eventually(lambda: facts_of(waiting.pid)["Uid"].split() == [uid] * 4)
    said, _ = waiting.communicate(b"a secret\n", timeout=60)
    assert waiting.returncode == 2, said
    listed = subprocess.run([*LARGESSE, "issuer", "list"], env=healthy.env, capture_output=True, check=True)
    assert b"demo-bank-app" in listed.stdout
    assert not roots_in(healthy.home)


@as_root
def test_a_command_that_only_reads_a_file_of_roots_reads_it_beside_a_home(healthy, tmp_path):
    tmp_path.chmod(0o700)
    file = tmp_path / "not-a-statement.csv"
    file.write_text("not,a,statement\n")
    for words, told in (
        (["statement", "read", file], "header_missing"),
        (["activity", "check", file], "contracts.not_json"),
        (["draw", "verify", file], "not valid JSON"),
    ):
        said = subprocess.run(
            [*LARGESSE, *words], env=healthy.env, capture_output=True, text=True, check=False
        )
        assert (said.returncode, told in said.stdout + said.stderr) == (1, True), said


@as_root
def test_a_checkout_that_only_root_can_pass_keeps_root_in_development_and_production_refuses_it(place, up):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    leave = shutil.ignore_patterns("static", "__pycache__")
    shutil.copytree(CHECKOUT / "platform/largesse", closed / "largesse", ignore=leave)
    (place / "home").mkdir(mode=0o755)
    refused = up(PYTHONPATH=str(closed), LARGESSE_ENVIRONMENT="production")
    assert refused.process.wait(60) == 2
    assert f"cannot pass {closed}" in refused.printed
    assert "/opt/largesse" in refused.printed
    assert not (place / "home/uids").exists()
    doctor = subprocess.run(
        [*LARGESSE, "doctor"], env=refused.env, capture_output=True, text=True, check=False
    )
    assert doctor.returncode == 1
    assert f"cannot pass {closed}" in doctor.stdout
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        kept = up(PYTHONPATH=str(closed), PORT=str(other.getsockname()[1]))
        assert kept.process.wait(60) == 2
    assert "web and worker therefore keep root" in kept.printed
