"""How much is let through per second and source; the rest is asked to come again, or dropped.

Invariant   whoever floods us costs memory and disk only at his own rate
"""

from dataclasses import dataclass, field

PER_S = 50.0
BURST = 200.0
KNOWN_MAX = 1000


@dataclass
class RateLimit:
    """One bucket per source of this process; instants are monotonic seconds."""

    per_s: float = PER_S
    burst: float = BURST
    buckets: dict[object, tuple[float, float]] = field(default_factory=dict)

    def allows(self, whose: object, now: float) -> bool:
        """Take one token; False when there is none."""
        tokens = self._tokens(whose, now)
        if len(self.buckets) >= KNOWN_MAX and whose not in self.buckets:
            self.buckets.pop(next(iter(self.buckets)))
        passes = tokens >= 1.0
        self.buckets[whose] = (tokens - 1.0 if passes else tokens, now)
        return passes

    def spent(self, whose: object, now: float) -> bool:
        """Tell whether there is no token left, without taking one."""
        return self._tokens(whose, now) < 1.0

    def _tokens(self, whose: object, now: float) -> float:
        tokens, at = self.buckets.get(whose, (self.burst, now))
        return min(self.burst, tokens + (now - at) * self.per_s)
