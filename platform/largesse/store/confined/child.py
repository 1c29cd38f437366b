"""The child: give up what it could do, read one file, tell what is in it, end.

Invariant   the limits stand before the first byte of the file arrives
Source      setrlimit(2), PR_SET_PDEATHSIG and PR_SET_NO_NEW_PRIVS in prctl(2)
"""

import ctypes
import os
import resource
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from largesse.store.confined import wire
from largesse.store.confined.limits import Limits

Reader = Callable[..., Iterable[Any]]
_PDEATHSIG, _NO_NEW_PRIVS = 1, 38
_MIB = 2**20
_NICE = 5


def confine(limits: Limits, parent: int) -> None:
    """Put up the limits; the kernel ends this process with its parent."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    if os.getppid() != parent:
        os._exit(1)
    os.nice(_NICE)
    _limit(resource.RLIMIT_AS, _held() + limits.memory_mb * _MIB)
    _limit(resource.RLIMIT_CPU, int(limits.time_s) + 1)
    _limit(resource.RLIMIT_NOFILE, 16)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)


def serve(job: socket.socket, reader: Reader, args: tuple[Any, ...]) -> None:
    """Say who this is, take the file, and send what the reader yields, a frame each."""
    wire.send(job, wire.PID, struct.pack(">I", os.getpid()))
    (size,) = struct.unpack(">Q", wire.exactly(job, 8))
    encoder = msgspec.msgpack.Encoder()
    try:
        for part in reader(wire.exactly(job, size), *args):
            wire.send(job, wire.PART, encoder.encode(part))
        wire.send(job, wire.END, struct.pack(">Q", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
    except MemoryError:
        wire.send(job, wire.MEMORY, b"")
    except BaseException as error:  # noqa: BLE001 - a native reader's panic is no Exception; it is told, not raised
        wire.send(job, wire.BROKEN, _told(error).encode("utf-8", "replace"))


def _told(error: BaseException) -> str:
    """Say what went wrong and where; not its message, which may repeat what is in the file."""
    places = traceback.extract_tb(error.__traceback__, limit=-6)
    return " < ".join([type(error).__name__, *(f"{one.name}:{one.lineno}" for one in reversed(places))])


def _held() -> int:
    """Give the address space that this process has already, in bytes."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 2**30
    return pages * resource.getpagesize()


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
