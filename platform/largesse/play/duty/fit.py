"""Whether what was drawn fits what each draw stated: one chi-square over draws of different odds; pure.

Words       *shares* the chances that one draw stated, by outcome; they may differ from draw to draw: a pity
            grows, an urn empties. *Fit* how likely a difference as large as this one is by chance alone
Source      docs/explanation/duty.md
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ALARM_BELOW = 0.001
EXPECTED_MIN = 5.0
_TINY = 1e-9
_STEPS_MAX = 10_000


@dataclass
class Tally:
    """What some draws stated, added up: counts that were to be expected, and how those vary together."""

    draws: int = 0
    met: Counter[str] = field(default_factory=Counter)
    expected: dict[str, float] = field(default_factory=dict)
    both: dict[tuple[str, str], float] = field(default_factory=dict)

    def add(self, met: str, shares: Mapping[str, float], draws: int) -> None:
        """Add draws that stated the same ``shares``, parts of one, and met the same outcome."""
        self.draws += draws
        self.met[met] += draws
        for one, share in shares.items():
            self.expected[one] = self.expected.get(one, 0.0) + draws * share
            for other, also in shares.items():
                self.both[one, other] = self.both.get((one, other), 0.0) + draws * share * also

    def copy(self) -> "Tally":
        """Give one that can be added to apart."""
        return Tally(self.draws, Counter(self.met), dict(self.expected), dict(self.both))


@dataclass(frozen=True)
class Fit:
    """The chi-square of a tally; ``p`` None: too few draws for it to mean anything."""

    p: float | None
    chi_square: float = 0.0
    freedom: int = 0

    @property
    def alarm(self) -> bool:
        """Whether somebody should look at it."""
        return self.p is not None and self.p < ALARM_BELOW


def fit(tally: Tally) -> Fit:
    """Give how well a tally fits; outcomes expected fewer than five times count together.

    An outcome that was met and never stated is no matter of chance: its p is 0.
    """
    if any(tally.expected.get(one, 0.0) < _TINY for one in tally.met):
        return Fit(0.0)
    groups = _groups(tally.expected)
    if len(groups) < 2:
        return Fit(None)
    off = [sum(tally.met[one] - tally.expected[one] for one in group) for group in groups[:-1]]
    spread = [[_spread(tally, one, other) for other in groups[:-1]] for one in groups[:-1]]
    chi_square, freedom = _quadratic(spread, off)
    return Fit(upper(freedom, chi_square), chi_square, freedom) if freedom else Fit(None)


def _groups(expected: Mapping[str, float]) -> list[list[str]]:
    often = [[one] for one, units in expected.items() if units >= EXPECTED_MIN]
    seldom = [one for one, units in expected.items() if units < EXPECTED_MIN]
    if seldom and sum(expected[one] for one in seldom) >= EXPECTED_MIN:
        return [*often, seldom]
    if seldom and often:
        least = min(often, key=lambda group: expected[group[0]])
        return [*(group for group in often if group is not least), [*least, *seldom]]
    return often


def _spread(tally: Tally, one: Sequence[str], other: Sequence[str]) -> float:
    own = sum(tally.expected[each] for each in one) if one == other else 0.0
    return own - sum(tally.both.get((a, b), 0.0) for a in one for b in other)


def _quadratic(spread: list[list[float]], off: list[float]) -> tuple[float, int]:
    """Give ``off' * spread^-1 * off`` and its rank, by elimination; what cannot vary is left out."""
    rows = [[*row, value] for row, value in zip(spread, off, strict=True)]
    chi_square, freedom, open_ = 0.0, 0, list(range(len(rows)))
    while open_:
        pivot = max(open_, key=lambda at: rows[at][at])
        if rows[pivot][pivot] <= _TINY:
            break
        open_.remove(pivot)
        chi_square += rows[pivot][-1] ** 2 / rows[pivot][pivot]
        freedom += 1
        for at in open_:
            part = rows[at][pivot] / rows[pivot][pivot]
            rows[at] = [value - part * above for value, above in zip(rows[at], rows[pivot], strict=True)]
    return chi_square, freedom


def upper(freedom: int, chi_square: float) -> float:
    """Give the chance of a chi-square at least as large, by the incomplete gamma function.

    Source      NIST DLMF 8.7.1 (series) and 8.9.2 (continued fraction)
    """
    shape, at = freedom / 2, chi_square / 2
    if at <= 0:
        return 1.0
    front = math.exp(shape * math.log(at) - at - math.lgamma(shape))
    return max(0.0, 1.0 - front * _series(shape, at)) if at < shape + 1 else front * _fraction(shape, at)


def _series(shape: float, at: float) -> float:
    term = total = 1.0 / shape
    for step in range(1, _STEPS_MAX):
        term *= at / (shape + step)
        total += term
        if term < total * 1e-15:
            break
    return total


def _fraction(shape: float, at: float) -> float:
    """Evaluate by Lentz's method, ``at`` above ``shape + 1``."""
    below = at + 1 - shape
    ratio, inverse = 1e300, 1 / below
    total = inverse
    for step in range(1, _STEPS_MAX):
        factor = -step * (step - shape)
        below += 2
        inverse = 1 / (factor * inverse + below)
        ratio = below + factor / ratio
        change = inverse * ratio
        total *= change
        if abs(change - 1) < 1e-15:
            break
    return total
