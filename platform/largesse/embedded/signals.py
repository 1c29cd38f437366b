"""Signals without races: a handler writes one byte, the main loop reads it where it is safe to act.

Invariant   a request to stop is never lost and never interrupts the start of a child
"""

import os
import select
import signal
import time

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(Exception):  # noqa: N818 - a request, not an error
    """A signal asked this process to stop."""


class Signals:
    """What the supervisor listens to; one for the life of the process."""

    def __init__(self) -> None:
        """Take over the signals of this process; only the main thread may."""
        self._read, write = os.pipe()
        for end in (self._read, write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write)
        self._stop = False
        for number in (*STOP_SIGNALS, signal.SIGCHLD):
            signal.signal(number, _ignored)

    def pause(self, timeout_s: float) -> None:
        """Sleep until a signal comes, at most ``timeout_s``.

        Raises:
            StopRequested: also when the signal came before this call.
        """
        if select.select([self._read], [], [], max(0.0, timeout_s))[0]:
            self._stop |= any(number in STOP_SIGNALS for number in os.read(self._read, 4096))
        if self._stop:
            raise StopRequested

    def sleep(self, seconds: float) -> None:
        """Sleep in full unless a stop is asked for.

        Raises:
            StopRequested: as ``pause``.
        """
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.pause(left)


def _ignored(_number: int, _frame: object) -> None:
    """Do nothing: that a handler exists is what makes the byte appear."""
