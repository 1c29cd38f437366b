"""Control groups: the kernel bounds what all processes of one child hold, where a part of the tree is ours.

Words       *delegated* the folder of the tree that was given to us; *house* in it the group of our processes;
            *group* one child's: its keeper and all that was started below
Invariant   nothing above the delegated folder is touched, of others' groups only those whose host is gone;
            where a step fails the processes run on where they are, and ``share.exceeds`` looks at them
Source      docs/explanation/plugins.md; the kernel's admin-guide/cgroup-v2; systemd's "Control Group APIs and
            Delegation"
"""

import errno
import os
import re
import secrets
import signal
import time
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Literal

from largesse.plugging.walls import enter, tree
from largesse.plugging.walls.share import BASE_MB, PROCESSES_MAX, Exceeded

HOUSE, PLUGINS, KILL = "house", "plugins", "cgroup.kill"
TASKS_MAX = enter.PROCESSES_MAX  # the kernel counts threads too
_MIB = 2**20
_ROUNDS, _PAUSE_S = 100, 0.02
_CONTROLLERS = ("memory", "pids")
_GIVEN = ("user.delegate", "trusted.delegate")
_NAME = re.compile(r"[^.]+\.(\d+)\.(\d+)\.[0-9a-f]+")  # user number, host, when the host started, token
_STARTED_AT = 19  # field 22 of stat, counted from behind the name


def settle() -> Path:
    """Move what runs in the delegated folder into its house and give the folder of the plugins' groups.

    Called once, before anything is started. What an earlier run left there is ended.

    Raises:
        OSError: nothing was delegated, or a step failed; the message says which.
    """
    folder = _delegated()
    (folder / HOUSE).mkdir(exist_ok=True)
    for left in reversed(range(_ROUNDS)):
        for pid in _pids(folder):
            with suppress(ProcessLookupError):
                (folder / HOUSE / "cgroup.procs").write_text(str(pid), "ascii")
        try:
            _offer(folder)
            break
        except OSError as error:  # something was started there meanwhile
            if error.errno != errno.EBUSY or not left:
                raise
    plugins = folder / PLUGINS
    plugins.mkdir(exist_ok=True)
    _offer(plugins)
    _end(_forsaken(plugins))
    return plugins


def make(name: str, memory_mb: int) -> "Group | None":
    """Make the group of a child that this process starts; None where nobody made room for groups.

    It may take some milliseconds. What a host that is gone left begins to end, and is not waited for: what
    has not ended yet goes when the next group is made.

    Args:
        name: what the group is called by, without a dot: the number of the installation's user.
        memory_mb: MiB that the manifest names.

    Raises:
        OSError: it could not be made.
    """
    try:
        house = folder_of("self")
    except OSError:
        return None
    plugins = house.parent / PLUGINS
    if house.name != HOUSE or not plugins.is_dir():
        return None
    for left in _forsaken(plugins):
        left.ends()
    host = os.getpid()
    folder = plugins / f"{name}.{host}.{_started_at(host)}.{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        for file, most in {
            "memory.max": (memory_mb + BASE_MB) * _MIB,
            "memory.swap.max": 0,
            "memory.oom.group": 1,
            "pids.max": TASKS_MAX,
        }.items():
            if file not in {"memory.swap.max", "memory.oom.group"} or (folder / file).exists():
                (folder / file).write_text(str(most), "ascii")
    except OSError:
        folder.rmdir()
        raise
    return Group(folder)


class Group:
    """One child's. ``stands`` once all its processes were found inside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stands = False

    def take(self, keeper: int) -> None:
        """Move a keeper in with all that it started; called again, those that it started meanwhile.

        It may take some milliseconds: the kernel waits until nothing forks.

        Raises:
            OSError: not all are inside.
        """
        self.stands = False
        processes = [keeper, *tree.below(keeper)]
        for pid in processes:
            if folder_of(pid) != self.folder:
                (self.folder / "cgroup.procs").write_text(str(pid), "ascii")
        self.stands = all(folder_of(pid) == self.folder for pid in processes)
        if not self.stands:
            raise OSError(f"not all processes below {keeper} are in {self.folder}")

    def exceeded(self) -> Exceeded | None:
        """Say what the kernel refused or ended here, and whether there are too many processes."""
        try:
            if self._count("pids.events", "max"):
                return Exceeded("plugging.too_many_processes", f"> {TASKS_MAX}")
            if self._count("memory.events", "oom"):  # this bound was met, not one above
                most = int((self.folder / "memory.max").read_text("ascii"))
                return Exceeded("plugging.too_much_memory", f"> {most // _MIB} MiB")
            found = len(_pids(self.folder)) - 1  # the keeper is ours
        except OSError:
            return None
        if found > PROCESSES_MAX:
            return Exceeded("plugging.too_many_processes", f"{found} > {PROCESSES_MAX}")
        return None

    def end(self) -> None:
        """End everything inside at one stroke and remove the group; what will not go in two seconds stays."""
        _end([self])

    def ends(self) -> bool:
        """Kill what is inside and remove the group if nothing is left; say whether it has gone."""
        with suppress(OSError):
            self._kill()
        try:
            self.folder.rmdir()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def _kill(self) -> None:
        if (self.folder / KILL).exists():
            (self.folder / KILL).write_text("1", "ascii")
            return
        with suppress(OSError):  # kernels before 5.14: held still, nobody inside can start another meanwhile
            (self.folder / "cgroup.freeze").write_text("1", "ascii")
        for pid in _pids(self.folder):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _count(self, file: str, event: str) -> int:
        rows = dict(row.split() for row in (self.folder / file).read_text("ascii").splitlines())
        return int(rows.get(event, 0))


def folder_of(pid: int | Literal["self"]) -> Path:
    """Give the folder of a process's group in the tree as it is mounted here.

    Raises:
        OSError: there is none, or the process is gone.
    """
    rows = Path(f"/proc/{pid}/cgroup").read_text("utf-8", "replace").splitlines()
    path = next((row[3:] for row in rows if row.startswith("0::")), "")
    for row in Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines() if path else ():
        fields = row.split()
        root, mounted = fields[3], fields[4]
        inside = PurePosixPath(path).is_relative_to(root) and ".." not in path.split("/")
        if inside and fields[fields.index("-") + 1] == "cgroup2":
            return Path(mounted) / PurePosixPath(path).relative_to(root)
    raise OSError("no tree of control groups (version 2) is mounted that holds this process")


def bounds_of(pid: int | Literal["self"]) -> dict[str, str]:
    """Give a process's group, and what the kernel says are its bounds; empty where it says nothing."""
    with suppress(OSError):
        folder = folder_of(pid)
        names = [one for one in ("memory.max", "pids.max") if (folder / one).exists()]
        return {"group": str(folder)} | {one: (folder / one).read_text("ascii").strip() for one in names}
    return {}


def _delegated() -> Path:
    own = folder_of("self")
    folder = own.parent if own.name == HOUSE else own
    if not _was_given(folder):
        raise OSError(f"{folder} was not delegated to this process")
    missing = set(_CONTROLLERS) - set((folder / "cgroup.controllers").read_text("ascii").split())
    if missing:
        raise OSError(f"{folder} has no controller for {', '.join(sorted(missing))}")
    return folder


def _was_given(folder: Path) -> bool:
    """Tell by systemd's mark, by whose it is and what is above, or because a container sees no more."""
    for mark in _GIVEN:
        with suppress(OSError):
            if os.getxattr(folder, mark) == b"1":
                return True
    us = os.geteuid()
    if us and folder.stat().st_uid == us != folder.parent.stat().st_uid:
        return True
    return folder.is_mount() and (folder / "cgroup.type").exists()


def _offer(folder: Path) -> None:
    wanted = " ".join(f"+{one}" for one in _CONTROLLERS)
    (folder / "cgroup.subtree_control").write_text(wanted, "ascii")


def _pids(folder: Path) -> list[int]:
    found = [int(one) for one in (folder / "cgroup.procs").read_text("ascii").split()]
    return [one for one in found if one]  # 0: not to be seen from here


def _forsaken(plugins: Path) -> list[Group]:
    """Give the groups whose host is gone: a number may come back, a number with its start may not."""
    named = [(_NAME.fullmatch(folder.name), folder) for folder in plugins.iterdir()]
    return [Group(folder) for name, folder in named if name and name[2] != _started_at(int(name[1]))]


def _end(left: list[Group]) -> None:
    """End groups, all at once; together they have two seconds."""
    for _ in range(_ROUNDS):
        left = [one for one in left if not one.ends()]
        if not left:
            return
        time.sleep(_PAUSE_S)


def _started_at(pid: int) -> str:
    """Give when a process started, in ticks since the machine did; empty where it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    return text.rpartition(")")[2].split()[_STARTED_AT]
