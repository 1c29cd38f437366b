"""What the kernel answers a plugin that tries its walls, what is shown of them, and how much it may take."""

import json
import os
import socket

from tests.kit.hosted import first_file_with, marked
from tests.kit.lounge import plugged_in
from tests.kit.waiting import eventually_here

from largesse.plugging.processes import spawn
from largesse.plugging.walls.enter import PROCESSES_MAX
from largesse.plugging.walls.seen import look

TRYING = """
import ctypes, hashlib, json, platform, secrets, ssl, threading, zoneinfo
from concurrent.futures import ThreadPoolExecutor

libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {"x86_64": 0, "aarch64": 1}[platform.machine()]
TRIED = {
    "io_uring_setup": (425, 425, 1, 0), "keyctl": (250, 219, 0, 0), "add_key": (248, 217, 0, 0),
    "unshare": (272, 97, 0, 0), "setns": (308, 268, -1, 0), "ptrace": (101, 117, 0, 0),
    "process_vm_readv": (310, 270, 1, 0), "mount": (165, 40, 0, 0), "bpf": (321, 280, 99, 0),
    "perf_event_open": (298, 241, 0, 0), "userfaultfd": (323, 282, 1, 0), "memfd_create": (319, 279, b"m", 0),
    "open_by_handle_at": (304, 265, -1, 0), "kexec_load": (246, 104, 0, 0), "execve": (59, 221, b"/", 0),
    "finit_module": (313, 273, -1, 0), "personality": (135, 92, 0x0040000, 0), "kill": (62, 129, 1, 0),
    "clone into namespaces": (56, 220, 0x10000000 | 17, 0), "clone3": (435, 435, 0, 0),
    "limits of others": (302, 261, 1, 0), "signal to others": (234, 131, 1, 1),
    "setpgid": (109, 154, 0, 0), "setsid": (112, 157, 0, 0), "x32": (0x40000000 | 39, 198, 16, 0),
}


def refused(act):
    try:
        act()
    except OSError as error:
        return error.errno
    return 0


def met():
    found = {}
    for name, (*numbers, first, second) in TRIED.items():
        done = libc.syscall(numbers[NUMBERS], first, second, 0, 0, 0)
        found[name] = ctypes.get_errno() if done == -1 else 0
    for family in (1, 2, 10, 16, 17, 38, 40):
        kind = socket.SOCK_RAW if family == 17 else socket.SOCK_DGRAM
        found[f"family {family}"] = refused(lambda: socket.socket(family, kind))
    found["datagrams"] = refused(lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
    ours = socket.socket(fileno=os.dup(3))
    found["path"] = refused(lambda: ours.connect("PATH"))
    return found


class Trial(Fair):
    async def issue(self, ctx, request):
        ours, theirs = socket.socketpair()
        ours.sendall(hashlib.sha256(secrets.token_bytes(8)).digest())
        assert len(theirs.recv(32)) == 32
        ssl.create_default_context()
        zoneinfo.ZoneInfo("Asia/Shanghai")
        assert await asyncio.to_thread(lambda: 7) == 7
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(int, "123")) == 6
        child = os.fork()
        if not child:
            os._exit(3)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref=json.dumps(met()))
"""


async def test_the_kernel_refuses_what_a_plugin_never_needs_and_what_it_needs_works(
    house, invoker, workshop, tmp_path
):
    path = tmp_path / "door"
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen()
        trial = await plugged_in(house.work, invoker, workshop.write(TRYING.replace("PATH", str(path))), {})
        asked = await trial.issue("key-1")
    assert asked.outcome == "succeeded", asked
    met = json.loads(asked.data["provider_ref"])
    walls = (await invoker.level(trial.installation)).split("+")
    assert met.pop("clone3") == 38
    assert set(met.values()) == {1}, met
    assert "system_calls" in walls
    most = int(look(trial.pid()).limits["Max processes"])
    assert most == PROCESSES_MAX or "user" not in walls


LYING = """
import largesse_sdk.process.child, largesse_sdk.process.protocol

told = largesse_sdk.process.protocol.notice
claim = "limits+network+user+processes+files+system_calls"
largesse_sdk.process.protocol.notice = lambda method, params: told(method, {**params, "level": claim})


class Trial(Fair):
    pass
"""


async def test_a_child_that_claims_every_wall_is_shown_with_those_that_the_host_sees(
    house, invoker, workshop, tmp_path, monkeypatch
):
    """Its SDK lies, and the first file has forgotten half of the walls and claims them all the same."""
    lies = {
        "    system_calls.install(libc)\n": "",
        "_sockets_are_refused(libc)}": "True}",
        "    _limit(resource.RLIMIT_FSIZE, 0)\n": "",
        "and _drop_to(spec": "and bool(spec",
    }
    first_file_with(tmp_path, lies)
    monkeypatch.setattr(spawn, "HOUSE", str(tmp_path))
    trial = await plugged_in(house.work, invoker, workshop.write(LYING), {})
    level = await invoker.level(trial.installation)
    assert not {"limits", "user", "system_calls"} & set(level.split("+"))
    (kept,) = await house.rows("select isolation from plugging_installation")
    assert kept["isolation"] == level


TAKING = """
import ctypes, threading


def hold():
    for _ in range(20):
        if os.fork() == 0:
            held = bytearray(b"x") * (100 << 20)
            while held:
                time.sleep(60)


class Trial(Fair):
    async def issue(self, ctx, request):
        ctypes.CDLL(None).prctl(15, b"MARK", 0, 0, 0)
        if request.sku == "HOLD":
            hold()
            await asyncio.sleep(60)
        if request.sku == "FORK":
            while True:
                try:
                    os.fork()
                except OSError:
                    pass
        if request.sku == "LATER":
            asyncio.get_running_loop().call_later(0.1, hold)
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="fine")
"""


async def test_a_plugin_that_takes_more_than_its_share_ends_with_all_it_started_and_people_see_it(
    house, invoker, workshop
):
    mark = f"lgt{os.getpid()}"
    trial = await plugged_in(house.work, invoker, workshop.write(TAKING.replace("MARK", mark)), {})

    async def asked(sku):
        return await trial.call("issue", {"order_ref": "o", "sku": sku}, request_id=sku, deadline_s=10.0)

    async def count(key):
        rows = await house.rows("select count, note from plugging_problem where key = $1", key)
        return [(row["count"], bool(row["note"])) for row in rows]

    held = await asked("HOLD")
    assert (held.outcome, held.code) == ("unknown", "plugging.too_much_memory")
    await eventually_here(lambda: not marked(mark))
    forked = await asked("FORK")
    assert (forked.outcome, forked.code) == ("unknown", "plugging.too_many_processes")
    await eventually_here(lambda: not marked(mark))
    assert (await asked("LATER")).outcome == "succeeded"
    await eventually_here(lambda: not marked(mark))
    assert (await asked("FINE")).outcome == "succeeded"
    await invoker.close()
    assert await count("plugging.too_much_memory") == [(2, True)]
    assert await count("plugging.too_many_processes") == [(1, True)]
