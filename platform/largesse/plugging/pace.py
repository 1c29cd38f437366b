"""How many callbacks of one installation are taken in per second; the rest is asked to come again.

Invariant   a stranger who floods the address costs memory and disk only at this rate
"""

from dataclasses import dataclass, field

PER_S = 50.0
BURST = 200.0
KNOWN_MAX = 1000


@dataclass
class Pace:
    """One bucket per installation of this process; instants are monotonic seconds."""

    buckets: dict[object, tuple[float, float]] = field(default_factory=dict)

    def allows(self, whose: object, now: float) -> bool:
        """Take one token; False when there is none."""
        tokens, at = self.buckets.get(whose, (BURST, now))
        tokens = min(BURST, tokens + (now - at) * PER_S)
        if len(self.buckets) >= KNOWN_MAX and whose not in self.buckets:
            self.buckets.pop(next(iter(self.buckets)))
        self.buckets[whose] = (max(0.0, tokens - 1.0), now)
        return tokens >= 1.0
