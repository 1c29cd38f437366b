"""A breaker: stop asking a provider that keeps failing technically, and try again a little later.

Words       closed -> open (30 s) -> probing (3 calls) -> closed | open
Invariant   a business no never opens it
"""

from collections import deque
from dataclasses import dataclass, field

WINDOW_S = 60.0
CALLS_MIN = 20
FAILED_SHARE = 0.5
OPEN_S = 30.0
PROBES = 3


@dataclass
class Breaker:
    """State of one installation and class of operation; every instant is monotonic seconds."""

    seen: deque[tuple[float, bool]] = field(default_factory=lambda: deque(maxlen=1000))
    opened_at: float | None = None
    probes: int = 0
    proved: int = 0

    def wait_s(self, now: float) -> float:
        """Give 0 when a call may go (it may count as a probe), else the seconds until one may."""
        if self.opened_at is None:
            return 0.0
        left = self.opened_at + OPEN_S - now
        if left > 0:
            return left
        if self.probes >= PROBES:
            return 1.0
        self.probes += 1
        return 0.0

    def note(self, now: float, *, failed: bool) -> bool:
        """Take a technical outcome in; True when the breaker opens with it."""
        if self.opened_at is not None:
            return self._probe(now, failed=failed)
        self.seen.append((now, failed))
        while self.seen and self.seen[0][0] < now - WINDOW_S:
            self.seen.popleft()
        bad = sum(1 for _, one in self.seen if one)
        if len(self.seen) >= CALLS_MIN and bad >= FAILED_SHARE * len(self.seen):
            self._open(now)
            return True
        return False

    def _probe(self, now: float, *, failed: bool) -> bool:
        if failed:
            self._open(now)
            return True
        self.proved += 1
        if self.proved >= PROBES:
            self.opened_at = None
            self.seen.clear()
        return False

    def _open(self, now: float) -> None:
        self.opened_at, self.probes, self.proved = now, 0, 0
