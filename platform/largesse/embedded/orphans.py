"""Orphans: processes that our children started and left running become our children.

Invariant   only processes whose parent we are get a signal
Source      prctl(2) PR_SET_CHILD_SUBREAPER; outside Linux nothing is adopted and nothing is found
"""

import ctypes
import os
import signal
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def adopt() -> None:
    """Become the parent of every process that our children leave behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def orphans(known: Collection[int]) -> list[int]:
    """Give our child processes that are not among ``known``."""
    us = os.getpid()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        pid = int(folder.name)
        if pid not in known and _parent(folder) == us:
            found.append(pid)
    return found


def reap(known: Collection[int]) -> None:
    """Reap the orphans that have ended."""
    for pid in orphans(known):
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def kill(known: Collection[int]) -> None:
    """Kill every orphan, and those that become ours when it ends; at most 100 rounds."""
    for _ in range(100):
        left = orphans(known)
        if not left:
            return
        for pid in left:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def working_in(folder: Path) -> list[int]:
    """Give the processes whose working directory is ``folder``, as far as we may see them."""
    wanted = folder.resolve()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == wanted:
                found.append(int(process.name))
    return found


def _parent(folder: Path) -> int:
    try:
        text = (folder / "stat").read_text(errors="replace")
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[1])
