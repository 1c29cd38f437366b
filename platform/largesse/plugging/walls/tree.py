"""A process and all that it started: who they are, what they hold, and their end.

Words       *below* every descendant, whatever session or group it moved to
Invariant   used by host and keeper: the standard library alone
Source      proc(5): ``task/*/children``, ``statm``, ``smaps_rollup``
"""

import os
import re
import signal
from contextlib import suppress
from pathlib import Path

MOST = 4096
_ROUNDS = 50
_PROC = Path("/proc")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_PAGE = os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> list[int]:
    """Give the processes that a process started and that still are."""
    found: list[int] = []
    try:
        for thread in (_PROC / str(pid) / "task").iterdir():
            found += [int(one) for one in (thread / "children").read_text("utf-8").split()]
    except FileNotFoundError:
        return found if _lists_children() else _searched(pid)
    except (ProcessLookupError, PermissionError):
        return found
    return found


def below(pid: int) -> list[int]:
    """Give every descendant of a process, parents first; at most ``MOST``."""
    found: list[int] = []
    left = [pid]
    while left and len(found) < MOST:
        more = children(left.pop(0))
        found += more
        left += more
    return found


def held(pids: list[int], most: int) -> int:
    """Give the bytes of memory that processes hold together.

    What they share counts once each; only when that is above ``most`` shared pages are parted among them,
    where the kernel lets us look.
    """
    resident = sum(map(_resident, pids))
    if resident <= most:
        return resident
    return sum(map(_share, pids))


def end(pid: int) -> None:
    """Kill every descendant of a process: first all are stopped, so that none starts another meanwhile."""
    known: set[int] = set()
    for _ in range(_ROUNDS):
        found = set(below(pid))
        _send(found - known, signal.SIGSTOP)
        if found <= known:
            break
        known |= found
    _send(known, signal.SIGKILL)


def _send(pids: set[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


def _lists_children() -> bool:
    return (_PROC / "self" / "task" / str(os.getpid()) / "children").exists()


def _searched(pid: int) -> list[int]:
    """Search all processes, where the kernel lists no children."""
    return [int(one.name) for one in _PROC.glob("[0-9]*") if _parent(one) == pid]


def _parent(folder: Path) -> int:
    try:
        text = (folder / "stat").read_text(errors="replace")
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[1])


def _resident(pid: int) -> int:
    try:
        return int((_PROC / str(pid) / "statm").read_text("utf-8").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _share(pid: int) -> int:
    try:
        text = (_PROC / str(pid) / "smaps_rollup").read_text("utf-8")
    except OSError:
        return _resident(pid)
    found = _PSS.search(text)
    return int(found[1]) * 1024 if found else 0
