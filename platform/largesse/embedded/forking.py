"""The loader's end: a process that loaded our programs once and forks whichever is asked for.

Words       an *ask* names a command's words, its environment, its folder and the files it gets
Invariant   the loader has one thread, runs no program itself and holds no file of one, so nothing of one
            program is left for the next
            a program that was forked is the supervisor's own child, as if that had started it: it leads its
            session, ends with the supervisor and has no other file of ours than those that the ask gave it
Source      prctl(2) PR_SET_CHILD_SUBREAPER: what is forked twice becomes the child of the supervisor when the
            process between ends; PR_SET_PDEATHSIG is asked for after that, for it follows the parent
"""

import ctypes
import fcntl
import json
import os
import select
import socket
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from largesse.embedded.parent_death import PR_SET_PDEATHSIG

ASK_MAX, FILES_MAX, TOLD_MAX = 1 << 17, 16, 64
LOADED = b"loaded"
_WAKE_S = 1.0
_BURIED_S, _LOOK_S = 5.0, 0.001
_ERRORS, _HIGH = 2, 500
_BEYOND = 1 << 20
_ARGUMENTS = slice(45, 47)  # fields 48 and 49 of stat, counted from behind the name: where they begin and end
_OURS = "largesse.cli"


@dataclass(frozen=True)
class Ask:
    """What is to run.

    Args:
        words: of the command, without ``largesse``.
        env: the whole environment.
        cwd: the folder to work in.
        files: under which numbers it finds the files that come with the ask, in their order.
        parent: the supervisor's process id.
        death_signal: what it gets when the supervisor ends.
    """

    words: Sequence[str]
    env: dict[str, str]
    cwd: str
    files: Sequence[int]
    parent: int
    death_signal: int

    def text(self) -> bytes:
        """Write it for the way to the loader."""
        return json.dumps(asdict(self)).encode()


def serve(asked: socket.socket, beat: Callable[[], None]) -> Ask | None:
    """Fork what is asked for until nobody asks any more.

    Returns:
        In the program that was forked: what it is to run. In the loader: None, at the end.
    """
    until = time.monotonic() + _BURIED_S
    while sys.platform == "linux" and len([*Path("/proc/self/task").iterdir()]) > 1:
        if time.monotonic() > until:
            raise RuntimeError("a process with threads must not fork: loading has started one")
        time.sleep(_LOOK_S)  # one that was joined is listed until the kernel has buried it
    asked.send(LOADED)
    while True:
        beat()
        if not select.select([asked], [], [], _WAKE_S)[0]:
            continue
        text, files, _, _ = socket.recv_fds(asked, ASK_MAX, FILES_MAX)
        if not text:
            return None
        ask = Ask(**json.loads(text))
        if _fork(asked, ask, files):
            return ask


def _fork(asked: socket.socket, ask: Ask, files: list[int]) -> bool:
    """Fork twice and tell the asker the number; True in the program.

    The program begins when the pipe ``goes`` ends: then the supervisor is its parent and knows its number.
    """
    (hears, tells), (waits, goes) = os.pipe(), os.pipe()
    between = os.fork()
    if between == 0:
        if _is_program(tells):
            asked.detach()
            os.close(goes)
            os.read(waits, 1)
            _begin(ask, files)
            return True
        os._exit(0)
    for one in (*files, tells, waits):
        os.close(one)
    os.waitpid(between, 0)
    asked.send(os.read(hears, TOLD_MAX))  # nothing where the second fork failed
    os.close(hears)
    os.close(goes)
    return False


def _is_program(tells: int) -> bool:
    """Fork once more; True in the child, whose number its parent tells."""
    with suppress(OSError):
        pid = os.fork()
        if pid == 0:
            return True
        os.write(tells, str(pid).encode())
    return False


def _begin(ask: Ask, files: Sequence[int]) -> None:
    """Be a program of its own: files, session, environment, folder, and an end with the supervisor."""
    _place(files, ask.files)
    os.setsid()
    os.environ.clear()
    os.environ.update(ask.env)
    time.tzset()
    os.chdir(ask.cwd)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ask.death_signal, 0, 0, 0)
        _be_called((*sys.orig_argv[: sys.orig_argv.index(_OURS) + 1], *ask.words))
    if os.getppid() != ask.parent:
        os._exit(1)


def _place(files: Sequence[int], numbers: Sequence[int]) -> None:
    """Put files under their numbers, by way of high ones since both lists may hold one; close all others."""
    high = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, _HIGH) for one in files]
    for one, number in zip(high, numbers, strict=True):
        os.dup2(one, number, inheritable=number <= _ERRORS)
    below = _ERRORS
    for number in sorted({*numbers, _BEYOND} - {*range(_ERRORS + 1)}):
        os.closerange(below + 1, number)
        below = number


def _be_called(words: Iterable[str]) -> None:
    """Show these words where the system lists what runs: in the memory in which the loader's own stood."""
    begin, end = map(int, Path("/proc/self/stat").read_text().rpartition(")")[2].split()[_ARGUMENTS])
    if not begin:
        return  # this system keeps it from us
    line = b"".join(word.encode() + b"\0" for word in words)[: end - begin - 1]
    ctypes.memmove(begin, line.ljust(end - begin, b"\0"), end - begin)
