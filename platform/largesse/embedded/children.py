"""Direct children: started so that they end with us, asked to stop, killed when they do not.

Invariant   a child leads its own session: a terminal's Ctrl-C reaches only us, and its group can be killed
            children are started by the main thread (see parent_death.py)
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from largesse.embedded.account import Account
from largesse.embedded.forking import Ask
from largesse.embedded.loader import Forked, Loader
from largesse.embedded.refusals import ProgramFailed

PARENT_DEATH = Path(__file__).with_name("parent_death.py")


@dataclass(frozen=True)
class Program:
    """What to run and how to stop it.

    Args:
        argv: absolute program path first.
        env: the whole environment of the child, nothing is added.
        account: the account it runs as, None for our own.
        inherited_fds: file descriptors the child inherits under their own numbers.
        words: of the command that ``argv`` is, for the loader to fork it; empty: it is no command of ours.
        loader: who forks it; None: it is started by itself.
        log: file that output is appended to, None for our own output.
        stop: the signal that asks the child to end cleanly, also sent when we end.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    account: Account | None = None
    inherited_fds: tuple[int, ...] = ()
    log: Path | None = None
    stop: signal.Signals = signal.SIGTERM
    cwd: str = "/"
    words: tuple[str, ...] = ()
    loader: Loader | None = None

    @property
    def may_start(self) -> bool:
        """Say whether who starts it is there to do it."""
        return self.loader is None or self.loader.loaded()


class Child:
    """One running program."""

    def __init__(self, program: Program) -> None:
        """Start ``program``; only the main thread may."""
        if threading.current_thread() is not threading.main_thread():
            msg = "children are started by the main thread: the parent-death signal follows the thread"
            raise RuntimeError(msg)
        self.program = program
        with self._log() as log:
            self._process = self._fork(program.loader, log) if program.loader else self._start(log)

    @contextmanager
    def _log(self) -> Iterator[IO[bytes] | None]:
        """Open the log for as long as the start takes."""
        if self.program.log is None:
            yield None
            return
        with self.program.log.open("ab") as log:
            yield log

    def _fork(self, loader: Loader, log: IO[bytes] | None) -> Forked:
        """Have the loader fork it.

        Raises:
            NotReady: ``embedded.not_ready``.
        """
        program = self.program
        logs = {1: log.fileno(), 2: log.fileno()} if log else {}
        files = logs | {one: one for one in program.inherited_fds}
        env = dict(program.env)
        ask = Ask(program.words, env, program.cwd, tuple(files), os.getpid(), int(program.stop))
        return loader.fork(ask, tuple(files.values()))

    def _start(self, log: IO[bytes] | None) -> subprocess.Popen[bytes]:
        program, account = self.program, self.program.account
        ids = (str(account.uid), str(account.gid)) if account else ("-", "-")
        launcher = [
            sys.executable,
            "-I",
            "-S",
            str(PARENT_DEATH),
            str(os.getpid()),
            str(int(program.stop)),
            *ids,
        ]
        return subprocess.Popen(  # noqa: S603 - argv is ours, never a shell
            [*launcher, *program.argv],
            env=dict(program.env),
            cwd=program.cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=program.inherited_fds,
        )

    @property
    def pid(self) -> int:
        """The process id, also the id of its group."""
        return self._process.pid

    def exit_code(self) -> int | None:
        """Give None while it runs; reap it and end the rest of its group when it has ended."""
        if self._process.returncode is None and self._ended():
            self.kill()
        return self._process.returncode

    def ask_to_stop(self) -> None:
        """Send the program's own stop signal; once it runs no more this does nothing."""
        if self.exit_code() is None:
            self._process.send_signal(self.program.stop)

    def wait(self, timeout_s: float) -> bool:
        """Say whether it ended within ``timeout_s``."""
        until = time.monotonic() + timeout_s
        while self.exit_code() is None:
            if time.monotonic() > until:
                return False
            time.sleep(0.01)
        return True

    def kill(self) -> None:
        """End it and what is left of its group, at once, and reap it."""
        if self._process.returncode is not None:
            return
        with suppress(ProcessLookupError, PermissionError):  # it ended already; macOS raises the second
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()

    def _ended(self) -> bool:
        """Look without reaping: until it is reaped no other process can get its id, nor its group's."""
        if sys.platform != "linux":
            return self._process.poll() is not None
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def stop(self, timeout_s: float) -> None:
        """Ask, wait ``timeout_s``, then kill."""
        self.ask_to_stop()
        self.wait(timeout_s)
        self.kill()

    def must_succeed(self, timeout_s: float) -> None:
        """Wait for a program that should end by itself, with 0.

        Raises:
            ProgramFailed: ``embedded.program_failed``.
        """
        self.wait(timeout_s)
        self.kill()
        if self._process.returncode != 0:
            raise self.failed()

    def failed(self) -> ProgramFailed:
        """Give the refusal for a program that ended and should not have, or did not and should have."""
        output = _tail(self.program.log) if self.program.log else ""
        return ProgramFailed(program=self.program.name, exit_code=self._process.returncode, last_words=output)


def until_ready(child: Child, answers: Callable[[], bool], timeout_s: float = 300) -> None:
    """Wait until ``child`` answers; recovery after a crash may take minutes.

    A child that ended is reported at once.

    Raises:
        ProgramFailed: ``embedded.program_failed``.
    """
    until = time.monotonic() + timeout_s
    while not answers():
        if child.exit_code() is not None:
            raise child.failed()
        if time.monotonic() > until:
            child.kill()
            raise child.failed()
        time.sleep(0.02)


def run(name: str, argv: list[str], env: Mapping[str, str], stdin: str = "", timeout_s: float = 60) -> str:
    """Run a program to its end and give what it printed.

    Raises:
        ProgramFailed: ``embedded.program_failed``.
    """
    result = subprocess.run(  # noqa: S603 - argv is ours, never a shell
        argv, env=dict(env), input=stdin, capture_output=True, text=True, check=False, timeout=timeout_s
    )
    if result.returncode != 0:
        raise ProgramFailed(program=name, exit_code=result.returncode, last_words=result.stderr[-600:])
    return result.stdout


def _tail(log: Path, length_max: int = 600) -> str:
    try:
        return log.read_text(errors="replace")[-length_max:].strip()
    except OSError:
        return ""
