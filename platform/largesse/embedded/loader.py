"""The supervisor's end of the loader: asks it to fork our programs, which then begin in a moment.

Invariant   an ask is answered within ANSWER_S or refused; that a loader ended is seen by its socket
Source      docs/explanation/embedded-servers.md
"""

import os
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from largesse.embedded.forking import ASK_MAX, LOADED, TOLD_MAX, Ask
from largesse.embedded.refusals import NotReady

ANSWER_S = 10.0
NAME = "loader"


class Loader:
    """The socket to the loader, kept over its restarts; ``fd`` is the end that it inherits."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self.fd = os.open(os.devnull, os.O_RDONLY)
        self._ours, self._given, self._loaded = socket.socket(socket.AF_UNIX), False, False

    def prepare(self) -> None:
        """Make the socket of the next start, under the number that the loader is told."""
        self._ours.close()
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * ASK_MAX)
            os.dup2(theirs.fileno(), self.fd, inheritable=False)
        self._given, self._loaded = True, False

    def loaded(self) -> bool:
        """Say whether it has loaded everything and can fork."""
        if not self._loaded:
            self._let_go()
            self._ours.settimeout(0)
            with suppress(OSError):
                self._loaded = self._ours.recv(TOLD_MAX) == LOADED
        return self._loaded

    def fork(self, ask: Ask, files: Sequence[int]) -> "Forked":
        """Have a program forked.

        Args:
            ask: what it is.
            files: the files that come with it, in the order of ``ask.files``.

        Raises:
            NotReady: ``embedded.not_ready``: the loader still loads, ended, or does not answer.
        """
        if not self.loaded():
            raise NotReady(program=NAME)
        self._ours.settimeout(ANSWER_S)
        told = b""
        with suppress(OSError):
            socket.send_fds(self._ours, [ask.text()], files)
            told = self._ours.recv(TOLD_MAX)
        if not told:
            self._loaded = False
            raise NotReady(program=NAME)
        return Forked(int(told))

    def _let_go(self) -> None:
        """Keep the loader's end open in the loader alone, so that its end is seen here; keep the number."""
        if self._given:
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, self.fd, inheritable=False)
            os.close(nothing)
            self._given = False


@dataclass
class Forked:
    """A program that the loader forked, a child of ours: what we need of ``subprocess.Popen``."""

    pid: int
    returncode: int | Any = None

    def poll(self) -> int | Any:
        """Give the exit code once it has ended, and reap it; a signal that ended it is below zero."""
        return self._reaped(os.WNOHANG)

    def wait(self) -> int | Any:
        """Wait for its end, reap it and give the exit code."""
        return self._reaped(0)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal; its number is its own until it is reaped."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def _reaped(self, options: int) -> int | Any:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, options)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode
