"""Two locks of a home: one supervisor at a time, and no new servers while old ones still run.

Invariant   a lock is an open file: the operating system releases it when its last holder ends, however
            the servers inherit theirs: while one of their processes lives, nobody starts others on the data
"""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from largesse.embedded.refusals import HomeInUse, ServersStillStopping

Pause = Callable[[float], None]


class Lock:
    """A file that one process family holds."""

    def __init__(self, path: Path) -> None:
        """Open the file; nothing is held yet."""
        self.path = path
        self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self, wait_s: float = 0, pause: Pause = time.sleep) -> bool:
        """Take it; False when it is still another's after at most ``wait_s``."""
        until = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                pause(0.05)
            else:
                return True

    def holder(self) -> int:
        """Give the process id that the holder wrote for people to read, 0 when there is none."""
        text = os.pread(self.fd, 32, 0).decode(errors="replace").strip()
        return int(text) if text.isdigit() else 0

    def sign(self) -> None:
        """Write our process id; only ever shown, never signalled."""
        os.ftruncate(self.fd, 0)
        os.pwrite(self.fd, f"{os.getpid()}\n".encode(), 0)

    def close(self) -> None:
        """Let go of our part; children that inherited the file keep theirs."""
        os.close(self.fd)


def supervisor_of(home: Path) -> int:
    """Give the process that works in ``home``, 0 when none does; makes nothing."""
    path = home / "supervisor.lock"
    if not path.exists():
        return 0
    lock = Lock(path)
    try:
        return 0 if lock.take() else lock.holder()
    finally:
        lock.close()


class HomeLocks:
    """Both locks of a home, held for the length of a ``with``."""

    def __init__(self, home: Path, wait_s: int = 30, pause: Pause = time.sleep) -> None:
        """Nothing is held yet.

        Args:
            home: the home's folder, which exists.
            wait_s: how long the servers of an earlier run may take to end.
            pause: how to wait; may raise, then nothing is held.
        """
        self._home, self._wait_s, self._pause = home, wait_s, pause

    def __enter__(self) -> Self:
        """Hold both.

        Raises:
            HomeInUse: ``embedded.home_in_use``, at once.
            ServersStillStopping: ``embedded.servers_still_stopping``, after waiting.
        """
        self._supervisor = Lock(self._home / "supervisor.lock")
        if not self._supervisor.take():
            pid = self._supervisor.holder()
            self._supervisor.close()
            raise HomeInUse(home=str(self._home), pid=pid)
        self._supervisor.sign()
        self._servers = Lock(self._home / "servers.lock")
        try:
            if self._servers.take(self._wait_s, self._pause):
                return self
        except BaseException:
            self.__exit__()
            raise
        self.__exit__()
        raise ServersStillStopping(home=str(self._home), waited_s=self._wait_s)

    @property
    def for_servers(self) -> int:
        """The descriptor that the servers inherit."""
        return self._servers.fd

    def __exit__(self, *_: object) -> None:
        """Let go of both."""
        self._servers.close()
        self._supervisor.close()
