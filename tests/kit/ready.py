"""Programs of ours that begin in a moment: one process loads the house once and forks each of them.

A fork runs the command as a start of its own would, with its own environment, folder, files and end; only the
two seconds of loading are not done again. How a program really begins is what tests/flows/embedded,
tests/unit/cli/test_light.py and tests/unit/activities/test_command_line.py try.

Invariant   the loading process runs no command itself, so nothing of one program is left for the next
            it ends, with whatever it forked, when the tests' process does
"""

import atexit
import fcntl
import json
import os
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

HIGH = 500
ASK_MAX, FILES_MAX = 1 << 17, 16
HANGS_S = 300
"""After this a program hangs; a loaded machine has needed more than a minute to load the house."""


class Ask(NamedTuple):
    """What is to run: the words after ``largesse`` or a script and its words, and the files' numbers."""

    words: list[str]
    env: dict[str, str]
    cwd: str
    files: list[int]


class Running:
    """A program that was started; what ``subprocess.Popen`` offers, as far as it is needed."""

    def __init__(self, told: socket.socket) -> None:
        self.returncode: int | None = None
        self._told = told
        self.pid = self._number(HANGS_S)

    def poll(self) -> int | None:
        """Give the exit code once it has ended."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and give the exit code; a signal that ended it is below zero."""
        if self.returncode is None:
            self.returncode = self._number(timeout)
            self._told.close()
        return self.returncode

    def terminate(self) -> None:
        """Ask it to stop."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def _number(self, timeout: float | None) -> int:
        self._told.settimeout(max(timeout, 0.001) if timeout is not None else None)
        try:
            return int(self._told.recv(16))
        except TimeoutError as error:
            raise subprocess.TimeoutExpired("largesse", timeout or 0) from error


def start(*words, env, cwd="/", keep=(), said=None, stdin=subprocess.DEVNULL):
    """Start ``largesse WORDS``, or the script that the first word names, and give it.

    Args:
        words: of the command line; a script's path ends with ``.py``.
        env: the whole environment.
        cwd: the working folder.
        keep: numbers of open files that it inherits under the same numbers.
        said: file or pair of files for what it says; None for our own.
        stdin: file that it reads.
    """
    out, error = said if isinstance(said, tuple) else (said, said)
    told, tells = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with tells, Path(os.devnull).open("rb") as nothing:
        given = [nothing if stdin is subprocess.DEVNULL else stdin, out or 1, error or 2, *keep]
        fds = [one if isinstance(one, int) else one.fileno() for one in given]
        ask = Ask([str(word) for word in words], dict(env), str(cwd), [0, 1, 2, *keep])
        socket.send_fds(_loaded(), [json.dumps(ask._asdict()).encode()], [tells.fileno(), *fds])
    return Running(told)


def run(*words, env, data=b""):
    """Run ``largesse WORDS`` to its end; gives what it said, as text."""
    with (
        tempfile.TemporaryFile() as stdin,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as error,
    ):
        stdin.write(data)
        stdin.seek(0)
        running = start(*words, env=env, said=(out, error), stdin=stdin)
        code = running.wait(HANGS_S)
        texts = []
        for one in (out, error):
            one.seek(0)
            texts.append(one.read().decode())
        return subprocess.CompletedProcess(["largesse", *words], code, *texts)


@cache
def _loaded():
    """Start the loading process of this run and give the socket on which it is asked."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * ASK_MAX)
    argv = [sys.executable, "-P", __file__, str(theirs.fileno())]
    process = subprocess.Popen(argv, pass_fds=(theirs.fileno(),), cwd="/")
    theirs.close()

    def end():
        ours.close()
        process.wait(60)

    atexit.register(end)
    return ours


class Forked(NamedTuple):
    """A program that runs, as the loading process knows it."""

    pid: int
    tells: socket.socket


def serve(asked: socket.socket) -> Ask | None:
    """Fork a program for whoever asks; returns in the program with what to run, in ourselves at the end."""
    look = selectors.DefaultSelector()
    look.register(asked, selectors.EVENT_READ)
    while True:
        for key, _ in look.select():
            if key.fileobj is not asked:
                _bury(look, key)
                continue
            text, fds, _, _ = socket.recv_fds(asked, ASK_MAX, FILES_MAX)
            if not text:
                _end_all(look)
                return None
            tells, *files = fds
            pid = os.fork()
            if pid == 0:
                ask = Ask(**json.loads(text))
                _close(look, asked, tells)
                _place(files, ask.files)
                return ask
            for one in files:
                os.close(one)
            forked = Forked(pid, socket.socket(fileno=tells))
            forked.tells.send(str(pid).encode())
            look.register(os.pidfd_open(pid), selectors.EVENT_READ, forked)


def _bury(look: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
    """Reap a program that ended and tell its exit code."""
    look.unregister(key.fileobj)
    os.close(key.fd)
    forked: Forked = key.data
    _, status = os.waitpid(forked.pid, 0)
    with suppress(OSError):
        forked.tells.send(str(os.waitstatus_to_exitcode(status)).encode())
    forked.tells.close()


def _end_all(look: selectors.BaseSelector) -> None:
    running = [key for key in look.get_map().values() if key.data]
    for key in running:
        os.kill(key.data.pid, signal.SIGTERM)
    until = time.monotonic() + 10
    for key in running:
        if not _ended(key.fd, max(0.0, until - time.monotonic())):
            os.kill(key.data.pid, signal.SIGKILL)
        _bury(look, key)


def _ended(pidfd: int, within_s: float) -> bool:
    with selectors.DefaultSelector() as one:
        one.register(pidfd, selectors.EVENT_READ)
        return bool(one.select(within_s))


def _close(look: selectors.BaseSelector, asked: socket.socket, tells: int) -> None:
    """Let go of everything that belongs to the loading process and its other programs."""
    for key in list(look.get_map().values()):
        if key.data:
            os.close(key.fd)
            key.data.tells.close()
    look.close()
    asked.close()
    os.close(tells)


def _place(files: list[int], numbers: list[int]) -> None:
    """Put the files where they are wanted; by way of high numbers, since both lists may hold the same one."""
    high = [fcntl.fcntl(one, fcntl.F_DUPFD, HIGH) for one in files]
    for one in files:
        os.close(one)
    for one, number in zip(high, numbers, strict=True):
        os.dup2(one, number, inheritable=True)
        os.close(one)


def become(ask: Ask) -> None:
    """Run the command or the script in this process, as ``python -P`` would."""
    os.environ.clear()
    os.environ.update(ask.env)
    time.tzset()
    os.chdir(ask.cwd)
    if ask.words[0].endswith(".py"):
        sys.argv = ask.words
        runpy.run_path(ask.words[0], run_name="__main__")
        return
    sys.argv = ["largesse", *ask.words]
    import_module("largesse.cli.main").main()


if __name__ == "__main__":
    loading = import_module("largesse.cli.loading")
    with loading.loading():
        commands = import_module("largesse.cli.main").COMMANDS
        for name in ("largesse.app", "largesse.worker.main", *(f"largesse.cli.{one}" for one in commands)):
            import_module(name)
    wanted = serve(socket.socket(fileno=int(sys.argv[1])))
    if wanted is not None:
        become(wanted)
