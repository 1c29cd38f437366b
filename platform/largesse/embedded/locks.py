"""Two locks of a home: one supervisor at a time, and no new servers while old ones still run.

Invariant   a lock is an open file: the operating system releases it when its last holder ends, in any way;
            the servers inherit theirs: while one of their processes runs, no others start on the data
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
    """A lock file; a child that inherits it holds it too."""

    def __init__(self, path: Path) -> None:
        """Open the file; nothing is held yet."""
        self.path = path
        self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self, wait_s: float = 0, pause: Pause = time.sleep) -> bool:
        """Take it; False when another process still holds it after ``wait_s``."""
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
        """Give the process id that the holder wrote into the file, 0 when there is none."""
        text = os.pread(self.fd, 32, 0).decode(errors="replace").strip()
        return int(text) if text.isdigit() else 0

    def write_pid(self) -> None:
        """Write our process id, for people to read; it is never signalled."""
        os.ftruncate(self.fd, 0)
        os.pwrite(self.fd, f"{os.getpid()}\n".encode(), 0)

    def close(self) -> None:
        """Release it here; children that inherited the file still hold it."""
        os.close(self.fd)


def supervisor_of(home: Path) -> int:
    """Give the process id of the supervisor of ``home``, 0 when none runs; makes no file."""
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
        self._supervisor.write_pid()
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
    def servers_fd(self) -> int:
        """The descriptor that the servers inherit."""
        return self._servers.fd

    def __exit__(self, *_: object) -> None:
        """Release both."""
        self._servers.close()
        self._supervisor.close()
