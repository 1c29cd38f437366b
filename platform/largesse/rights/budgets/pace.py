"""Pace 投放节奏: how much of a budget's cap may be promised by now, along a curve over a window.

Words       a *curve* is straight between its points, which count in millionths of the window and of the cap;
            the *floor* may always be promised, also before the window begins
Invariant   what is allowed never shrinks as time goes on, and never passes the cap; the database reckons the
            same whole numbers in ``rights_paced``
Source      docs/explanation/stock.md
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import pairwise

from largesse.kernel.ask import asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.money import Money
from largesse.kernel.reasons import because

WHOLE = 1_000_000
POINTS_MAX = 24
_MICROSECOND = timedelta(microseconds=1)


class PaceShape(Enum):
    """How a curve runs."""

    NONE = "none"
    LINEAR = "linear"
    FRONT = "front"
    CUSTOM = "custom"


_SHAPED: dict[PaceShape, tuple[tuple[int, int], ...]] = {
    PaceShape.LINEAR: ((0, 0), (WHOLE, WHOLE)),
    PaceShape.FRONT: ((0, 0), (250_000, 500_000), (500_000, 750_000), (WHOLE, WHOLE)),
}


@dataclass(frozen=True)
class BudgetPaced(Refusal):
    """The budget's curve allows less by now; at ``retry_at`` it allows this much, None: not in its window."""

    code = "rights.budget_paced"
    needed: Money
    left: Money
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """A curve over a window, the first point at the window's beginning and the last at its end."""

    starts_at: datetime
    ends_at: datetime
    times: tuple[int, ...]
    shares: tuple[int, ...]
    floor_minor: int

    def allowed(self, cap_minor: int, at: datetime) -> int:
        """Give how much of the cap may be promised by an instant, in minor units."""
        gone = WHOLE * ((at - self.starts_at) // _MICROSECOND) // self._span
        return min(cap_minor, max(self.floor_minor, cap_minor * self._share(gone) // WHOLE))

    def free_at(self, cap_minor: int, wanted_minor: int) -> datetime | None:
        """Give the first second in which that much may be promised; None where the cap is too small."""
        if wanted_minor > cap_minor:
            return None
        low, high = 0, self._span // WHOLE + 1  # whole seconds: the curve never falls, so they can be halved
        while low < high:
            middle = (low + high) // 2
            if self.allowed(cap_minor, self.starts_at + timedelta(seconds=middle)) >= wanted_minor:
                high = middle
            else:
                low = middle + 1
        return self.starts_at + timedelta(seconds=low)

    @property
    def _span(self) -> int:
        return (self.ends_at - self.starts_at) // _MICROSECOND

    def _share(self, gone: int) -> int:
        if gone < 0:
            return 0
        for i in range(1, len(self.times)):
            if gone < self.times[i]:
                before, after = self.times[i - 1], self.times[i]
                rise = self.shares[i] - self.shares[i - 1]
                return self.shares[i - 1] + rise * (gone - before) // (after - before)
        return WHOLE


@dataclass(frozen=True)
class CurvePoint:
    """A point of a curve: by this part of the window, that part of the cap; both in millionths."""

    time: int = asked("Part of the window, in millionths.")
    share: int = asked("Part of the cap, in millionths.")


def points_of(shape: PaceShape, custom: tuple[CurvePoint, ...]) -> tuple[CurvePoint, ...]:
    """Give the points of a shape; a custom one brings its own.

    Raises:
        Malformed: ``kernel.malformed`` at ``points``: they do not run from the beginning to all of the cap at
            the end, or fall on the way.
    """
    if shape is not PaceShape.CUSTOM:
        return tuple(CurvePoint(*one) for one in _SHAPED.get(shape, ()))
    ends = 2 <= len(custom) <= POINTS_MAX and custom[0].time == 0 and custom[-1] == CurvePoint(WHOLE, WHOLE)
    steps = list(pairwise(custom))
    rises = all(a.time < b.time and a.share <= b.share for a, b in steps)
    if not (ends and rises and custom[0].share >= 0):
        raise Malformed(because("rights.reason.curve", most=POINTS_MAX), "points")
    return custom
