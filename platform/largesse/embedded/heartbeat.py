"""Heartbeats: how the supervisor sees that a program hangs although it runs.

Words       a *beat* is one byte that the program's own loop writes into a pipe
Invariant   a program beats only while its loop turns, so a frozen one and one that is stuck are both silent
            silence is counted by the supervisor's own rounds: a machine that slept accuses nobody
"""

import os
import time
from contextlib import suppress

BEAT_S = 1.0
START_S = 120.0
_ROUND_S_MAX = 2.0


class Heartbeat:
    """The pipe of one part, kept over its restarts."""

    def __init__(self, silent_s_max: float) -> None:
        """Nothing beats yet.

        Args:
            silent_s_max: seconds without a beat after which the program hangs; its start may take START_S.
        """
        self._read, self.fd = os.pipe()
        for end in (self._read, self.fd):
            os.set_blocking(end, False)
        self._silent_s_max = silent_s_max
        self._silent_s, self._heard, self._looked = 0.0, False, time.monotonic()

    def began(self) -> None:
        """Forget what came before: the program was started anew."""
        self._take()
        self._silent_s, self._heard, self._looked = 0.0, False, time.monotonic()

    def hangs(self) -> bool:
        """Say whether the program has been silent for too long; ask about once a second."""
        now = time.monotonic()
        round_s, self._looked = min(now - self._looked, _ROUND_S_MAX), now
        if self._take():
            self._silent_s, self._heard = 0.0, True
            return False
        self._silent_s += round_s
        return self._silent_s > (self._silent_s_max if self._heard else max(START_S, self._silent_s_max))

    def _take(self) -> bool:
        try:
            return bool(os.read(self._read, 65_536))
        except BlockingIOError:
            return False


def beat(fd: int) -> None:
    """Beat once; nobody may be listening, and a full pipe is beat enough."""
    with suppress(OSError):
        os.write(fd, b".")
