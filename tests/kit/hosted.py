"""Hosts of one child each, as processes of their own that can be killed: of root, of nobody, in a container.

Run as ``python -m tests.kit.hosted JSON``; prints one line of JSON for each host, then waits to be killed.
"""

import asyncio
import ctypes
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import largesse
from largesse.kernel.interpreter import interpreter_for_others
from largesse.kernel.settings import CHECKOUT
from largesse.plugging.processes.ask import Ask, Place
from largesse.plugging.processes.connection import Connection
from largesse.plugging.processes.kept import Kept
from largesse.plugging.processes.runtime import place
from largesse.plugging.walls.system_calls import REFUSED
from tests.kit.waiting import eventually

NOBODY = 65534
UIDS = 0x70000001
LOOKS = {"open", "os.listdir", "os.scandir", "os.mkdir", "os.rmdir"}  # as Python tells its auditors
FORKS = "subprocess.Popen"
POWERS = 0xA80425FB  # Docker's: no SYS_ADMIN, no SYS_PTRACE
# What a child does that calls itself by a mark and leaves a daemon of that name behind.
HIDES = """
ctypes.CDLL(None).prctl(15, b"%s", 0, 0, 0)
if os.fork() == 0:
    try:
        os.setsid()
    except OSError:
        pass
    if os.fork() == 0:
        os.closerange(0, 64)
        while True:
            signal.pause()
    os._exit(0)
os.wait()
"""
HIDING = f"""
import ctypes, os, signal
from largesse_sdk import *
{HIDES}

class Trial(Lifecycle):
    async def describe(self, ctx):
        return ProviderInfo(name={{"en": "Trial"}}, capabilities=())

    async def test_connection(self, ctx):
        return Probe(ok=True)
"""


@dataclass(frozen=True)
class Hosted:
    """A host that runs, and its child as the host sees it.

    ``looked`` is what its loop's own thread asked of the kernel's files while it started and watched the
    child: where such an answer takes long, everybody else waits too. That it forked stands there as well.
    """

    host: int
    uid: int
    container: bool
    walls: tuple[str, ...]
    pid: int
    mark: str
    looked: list[str]


def marked(mark: str) -> list[int]:
    """Give the processes that call themselves so."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "comm").read_text().strip() == mark:
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def first_file_with(folder: Path, changes: dict[str, str]) -> None:
    """Copy the file that a child starts with, and what it needs, with some of its text changed."""
    room = folder / "largesse" / "plugging"
    shutil.copytree(Path(largesse.__path__[0]) / "plugging" / "walls", room / "walls")
    for one in (room.parent, room):
        (one / "__init__.py").touch()
    enter = room / "walls" / "enter.py"
    text = enter.read_text()
    for there, instead in changes.items():
        assert there in text
        text = text.replace(there, instead)
    enter.write_text(text)


@contextmanager
def hosted(folder: Path) -> Iterator[list[Hosted]]:
    """Run one host each: as we are and, for root, as nobody; each once more where namespaces are denied.

    Args:
        folder: one that everybody may enter for as long as they run. pytest's own is none: every run of
            pytest that begins closes it to others.
    """
    shutil.copytree(place().sdk, folder / "sdk")
    found = interpreter_for_others(folder)
    asked = {"folder": str(folder), "interpreter": found.program}
    program = subprocess.Popen(
        [found.program, "-m", "tests.kit.hosted", json.dumps(asked)],  # nobody imports late, too
        stdout=subprocess.PIPE,
        cwd=CHECKOUT,
        env=os.environ | found.environment,
    )
    try:
        kinds = 4 if os.geteuid() == 0 else 2
        told = [json.loads(program.stdout.readline()) for _ in range(kinds)]
        hosts = [Hosted(**{**one, "walls": tuple(one["walls"])}) for one in told]
        yield hosts
    finally:
        program.kill()
        program.wait()
        program.stdout.close()


def _as_in_a_container() -> None:
    """Answer ``unshare`` with EPERM and leave root the powers that containers leave it."""
    number = REFUSED["unshare"][0 if os.uname().machine == "x86_64" else 1]
    steps = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x00050001), (0x06, 0, 0, 0x7FFF0000)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *one) for one in steps))
    libc = ctypes.CDLL(None)
    libc.prctl(38, 1, 0, 0, 0)
    assert libc.prctl(22, 2, struct.pack("@HP", len(steps), ctypes.addressof(code)), 0, 0) == 0
    if os.geteuid() == 0:
        powers = struct.pack("=III", POWERS, POWERS, 0) + bytes(12)
        assert libc.capset(struct.pack("=Ii", 0x20080522, 0), powers) == 0


def _host(asked: dict[str, str], uid: int, *, container: bool) -> None:
    if uid != os.geteuid():
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    if container:
        _as_in_a_container()
    asyncio.run(_run(asked, container=container))
    while True:
        signal.pause()


async def _run(asked: dict[str, str], *, container: bool) -> None:
    mark = f"lg{os.getpid()}"
    code = Path(asked["folder"]) / mark
    ask = Ask(f"sha256:{mark}", "lp_hiding:Trial", 1, 64)
    first = UIDS if os.geteuid() == 0 else None
    (code / "lp_hiding").mkdir(parents=True)
    (code / "lp_hiding" / "__init__.py").write_text(HIDING % mark)
    made_of = Place(asked["interpreter"], f"{code.parent}/sdk", str(code.parent), first, 2)
    looked = _looked_at()
    kept = await Kept.begun(ask, made_of)
    watching = asyncio.create_task(kept.exceeded())
    connection = Connection(None)
    await connection.open(kept.connection, ask.digest)
    watching.cancel()
    looked = looked.copy()
    eventually(lambda: len(marked(mark)) == 2)
    told = Hosted(os.getpid(), os.geteuid(), container, tuple(kept.walls.split("+")), kept.pid, mark, looked)
    os.write(1, json.dumps(told.__dict__).encode() + b"\n")
    await asyncio.Event().wait()


def _looked_at() -> list[str]:
    """Give a list to which is added, from now on, what this thread asks of the kernel's files or starts."""
    found: list[str] = []
    here = threading.get_ident()

    def hear(event: str, told: tuple[object, ...]) -> None:
        if event == FORKS and threading.get_ident() == here:
            found.append(event)
        if event in LOOKS and threading.get_ident() == here and str(told[0]).startswith(("/proc/", "/sys/")):
            found.append(f"{event} {told[0]}")

    sys.addaudithook(hear)
    return found


def main() -> None:
    """Fork the hosts and wait."""
    asked = json.loads(sys.argv[1])
    Path(asked["folder"]).chmod(0o777)
    for uid in dict.fromkeys((os.geteuid(), NOBODY)) if os.geteuid() == 0 else (os.geteuid(),):
        for container in (False, True):
            parent = os.getpid()
            if os.fork() == 0:
                ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
                assert os.getppid() == parent
                try:
                    _host(asked, uid, container=container)
                finally:
                    traceback.print_exc()  # why; then nobody is to wait for it
                    os.write(1, b"{}\n")
                    os._exit(1)
    signal.pause()


if __name__ == "__main__":
    main()
