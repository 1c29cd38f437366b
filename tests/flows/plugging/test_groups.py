"""What the kernel itself bounds, where a part of its tree of control groups was given to us.

Elsewhere nobody claims so, and the host's own looking bounds it. ``tests.kit.machine`` runs this file where a
part was given: of root, and of an ordinary user.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.kit.hosted import marked
from tests.kit.waiting import eventually, eventually_here

from largesse.kernel.ids import new_id
from largesse.plugging.packages.discover import read_package
from largesse.plugging.packages.stored_code import keep
from largesse.plugging.processes import child as child_of_a_plugin
from largesse.plugging.processes.children import Children
from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.processes.host_services import LiveCall
from largesse.plugging.processes.installed import Installed
from largesse.plugging.walls import groups, tree
from largesse.plugging.walls.share import BASE_MB

MEMORY_MB = 128  # so that as many processes as may be fit in
MOST = (MEMORY_MB + BASE_MB) << 20
PATIENCE_S = 180.0  # an emulated machine is slow
TAKING = """
import ctypes


def hold(mib):
    held = bytearray(b"x") * (mib << 20)
    while held:
        time.sleep(60)


def fork():
    while True:
        try:
            os.fork()
        except OSError:
            pass


class Trial(Fair):
    async def issue(self, ctx, request):
        ctypes.CDLL(None).prctl(15, b"MARK", 0, 0, 0)
        if request.sku == "HOLD":
            hold(300)
        if request.sku == "HOLD TOGETHER":
            for _ in range(8):
                os.fork() or hold(40)
            await asyncio.sleep(60)
        if request.sku == "FORK":
            fork()
        if request.sku == "LATER":
            asyncio.get_running_loop().call_later(0.05, hold, 300)
        if request.sku == "FEW":
            os.fork() or time.sleep(60)
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref="fine")
"""


class Trial:
    """A plugin of its own, started without a database, and what was told of it."""

    def __init__(self, installed: Installed, mark: str) -> None:
        self.installed, self.mark = installed, mark
        self.told: list[str] = []
        self.children = Children(lambda _, why: self.told.append(why.code))

    async def child(self):
        """Give its running child."""
        return await self.children.of(self.installed)

    async def issue(self, sku: str):
        """Order something."""
        child, until = await self.child(), time.monotonic() + PATIENCE_S
        ctx = {
            "installation": str(self.installed.id),
            "env": "sandbox",
            "deadline_s": PATIENCE_S,
            "idem": "k",
        }
        ctx |= {"trace": "", "locale": "en", "callback_url": "http://127.0.0.1/", "config": {}}
        args = {"order_ref": "o", "sku": sku, "qty": 1}
        live = LiveCall(self.installed, until, self.told.append)
        return await child.call("rights_provider.v1.issue", {"ctx": ctx, "args": args}, live)


@pytest.fixture(scope="module")
def plugins() -> Path | None:
    """The folder of the plugins' groups; None where nothing was given: never so in ``tests.kit.machine``."""
    try:
        return groups.settle()
    except OSError:
        assert not os.environ.get("GROUPS_WERE_GIVEN")
        return None


@pytest.fixture
async def trial(workshop, plugins, monkeypatch):
    """A plugin that takes what it is asked to take."""
    monkeypatch.setattr(child_of_a_plugin, "START_S", PATIENCE_S)
    mark = f"lgg{os.getpid()}"
    found = read_package(workshop.write(TAKING.replace("MARK", mark), memory_mb=MEMORY_MB))
    keep(found.tree)
    one = Trial(
        Installed(
            new_id(), "enabled", 7, "sandbox", found.tree.digest, found.entry, found.manifest, 1, {}, {}
        ),
        mark,
    )
    yield one
    await one.children.close()
    assert not marked(mark)
    assert not (plugins and [one for one in plugins.iterdir() if one.is_dir()])


def inside(plugins: Path, installed: Installed) -> list[Path]:
    """Give the groups of an installation."""
    return list(plugins.glob(f"{installed.user_number}.*"))


def ended(child) -> str:
    """Give why a child was ended; empty where it was not for what it took."""
    return child.exceeded.code if child.exceeded else ""


async def test_all_of_a_child_is_in_one_group_and_the_level_says_so_where_it_is(trial, plugins):
    child = await trial.child()
    walls, ours = child.level.split("+"), tree.children(os.getpid())
    assert ("total" in walls) == bool(plugins and {"files", "user"} & set(walls))
    await trial.issue("FEW")
    assert len(marked(trial.mark)) == 2
    if plugins is None:
        assert groups.make(str(trial.installed.user_number), 64) is None
        return
    (group,) = inside(plugins, trial.installed)
    held = {int(one) for one in (group / "cgroup.procs").read_text().split()}
    assert held >= {child.pid, *marked(trial.mark)}
    assert held & set(ours)
    assert os.getpid() not in held
    bounds = {
        name: (group / name).read_text().strip() for name in ("memory.max", "pids.max", "memory.oom.group")
    }
    assert bounds == {"memory.max": str(MOST), "pids.max": "64", "memory.oom.group": "1"}
    assert groups.folder_of("self").name == "house"


@pytest.mark.parametrize("sku", ["HOLD", "HOLD TOGETHER"])
async def test_memory_above_the_share_ends_all_of_it_and_never_was_there(trial, plugins, sku):
    child = await trial.child()
    group = plugins and groups.folder_of(child.pid)
    held = asyncio.create_task(trial.issue(sku))
    seen = [0]

    def look():
        with suppress(OSError):  # it has ended
            seen.append(int((group / "memory.current").read_text()) if group else 0)
        return held.done()

    await eventually_here(look, within_s=PATIENCE_S)
    with pytest.raises(ChildGone):
        await held
    assert ended(child) == "plugging.too_much_memory"
    assert max(seen) <= MOST
    await eventually_here(lambda: not marked(trial.mark), within_s=PATIENCE_S)
    assert (await trial.issue("FINE"))["provider_ref"] == "fine"
    assert trial.told == []


async def test_processes_above_the_share_end(trial, plugins):
    child = await trial.child()
    forked = asyncio.create_task(trial.issue("FORK"))
    seen = [0]

    def look():
        seen.append(len(marked(trial.mark)) if plugins else 0)
        return forked.done()

    await eventually_here(look, within_s=PATIENCE_S)
    with pytest.raises(ChildGone):
        await forked
    assert ended(child) == "plugging.too_many_processes"
    assert max(seen) <= groups.TASKS_MAX
    await eventually_here(lambda: not marked(trial.mark), within_s=PATIENCE_S)
    assert trial.told == []


async def test_what_happens_while_nobody_waits_is_told_once(trial):
    child = await trial.child()
    assert (await trial.issue("LATER"))["provider_ref"] == "fine"
    await eventually_here(lambda: trial.told and child.gone, within_s=PATIENCE_S)
    assert (await trial.issue("FINE"))["provider_ref"] == "fine"
    await trial.children.close()
    assert trial.told == ["plugging.too_much_memory"]


@pytest.mark.parametrize("kill", ["cgroup.kill", "no such file"])
async def test_groups_of_a_host_that_is_gone_are_ended_and_those_of_others_left(
    trial, plugins, kill, monkeypatch
):
    """Also on kernels that cannot kill a group at one stroke."""
    monkeypatch.setattr(groups, "KILL", kill)
    if plugins is None:
        assert groups.make(str(trial.installed.user_number), 64) is None
        return
    alive = await trial.child()
    gone, strange = plugins / f"{new_id()}.1.1.ab", plugins / "strange"
    gone.mkdir()
    strange.mkdir()
    sleeper = await asyncio.create_subprocess_exec("sleep", "60")
    (gone / "cgroup.procs").write_text(str(sleeper.pid))
    groups.make(str(new_id()), 64).end()
    assert await sleeper.wait() == -signal.SIGKILL
    groups.make(str(new_id()), 64).end()
    assert not gone.exists()
    assert strange.exists()
    assert not alive.gone
    strange.rmdir()
    assert (await trial.issue("FINE"))["provider_ref"] == "fine"


async def test_a_group_that_never_goes_holds_up_no_child(trial, plugins):
    """Nor the one that is made for somebody who was called off meanwhile stays."""
    if plugins is None:
        assert groups.make(str(trial.installed.user_number), 64) is None
        return
    inside_it = plugins / f"{new_id()}.1.1.ab" / "inside"
    inside_it.mkdir(parents=True)
    starting = asyncio.create_task(trial.child())
    await asyncio.sleep(0)
    starting.cancel()
    assert (await trial.issue("FINE"))["provider_ref"] == "fine"
    await eventually_here(lambda: len(inside(plugins, trial.installed)) == 1)
    assert groups.settle() == plugins  # which waits, but not for ever
    assert inside_it.is_dir()
    inside_it.rmdir()
    groups.make(str(new_id()), 64).end()
    assert not inside_it.parent.exists()


def test_room_is_made_once_and_only_in_what_was_given(plugins):
    """A process in a group that nobody gave it, though it may write there, makes none."""
    settling = [sys.executable, "-c", "from largesse.plugging.walls import groups; print(groups.settle())"]
    if plugins is None:
        with pytest.raises(OSError, match=r"delegated|controller|control groups"):
            groups.settle()
        return
    assert groups.settle() == plugins
    again = subprocess.run(settling, capture_output=True, text=True, check=True)
    assert again.stdout.strip() == str(plugins)
    plain = plugins / "plain"
    plain.mkdir()
    told = subprocess.run(
        ["sh", "-c", f'echo $$ > {plain}/cgroup.procs && exec "$@"', "sh", *settling],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode
    assert "was not delegated" in told.stderr
    assert not (plain / "house").exists()
    eventually(lambda: not (plain / "cgroup.procs").read_text())
    plain.rmdir()
