"""Money: integer minor units with their currency; rounding is named at the call.

Invariant   no float, no mixing of currencies, no cent lost in a split
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NewType, Self

from largesse.kernel.currency import decimals
from largesse.kernel.errors import Broken

SAFE_MAX = 2**53 - 1
Long = NewType("Long", int)  # an integer that JavaScript keeps exactly: at most 2^53 - 1 either way


class Rounding(Enum):
    """How a ratio becomes whole minor units."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount; ``amount_minor`` counts the currency's smallest unit (fen, cent)."""

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.amount_minor, bool) or abs(self.amount_minor) > SAFE_MAX:
            raise Broken(f"amount out of range: {self.amount_minor}")
        if len(self.currency) != 3 or not self.currency.isupper():
            raise Broken(f"not a currency code: {self.currency!r}")

    def __str__(self) -> str:
        return amount(self.amount_minor, self.currency)

    def _with(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise Broken(f"{self.currency} met {other.currency}")
        return other.amount_minor

    def __add__(self, other: "Money") -> Self:
        return type(self)(self.amount_minor + self._with(other), self.currency)

    def __sub__(self, other: "Money") -> Self:
        return type(self)(self.amount_minor - self._with(other), self.currency)

    def __mul__(self, units: int) -> Self:
        return type(self)(self.amount_minor * units, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount_minor < self._with(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount_minor <= self._with(other)


def amount(amount_minor: int, currency: str) -> str:
    """Write ``CNY 1,234.56``, ``JPY 1,235``, ``KWD -1.235``: the one form in which people read amounts."""
    return f"{currency} {figure(amount_minor, currency, grouped=True)}"


def figure(amount_minor: int, currency: str, *, grouped: bool = False) -> str:
    """Write an amount without its currency: ``-1234.56``, or ``-1,234.56`` where it is for people to read."""
    return written(amount_minor, decimals(currency), grouped=grouped)


def written(amount_minor: int, digits: int, *, grouped: bool = False) -> str:
    """Write minor units of which ten to the power of ``digits`` make one, by whole-number arithmetic only."""
    whole, part = divmod(abs(amount_minor), 10**digits)
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{whole:{',' if grouped else ''}}" + (f".{part:0{digits}d}" if digits else "")


def ratio(amount_minor: int, numerator: int, denominator: int, rounding: Rounding) -> int:
    """Give ``amount × numerator ÷ denominator`` in whole minor units; half and up are away from zero."""
    if denominator <= 0:
        raise Broken("a ratio needs a positive denominator")
    sign = -1 if amount_minor * numerator < 0 else 1
    whole, rest = divmod(abs(amount_minor * numerator), denominator)
    twice = 2 * rest
    grows = {
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
        Rounding.HALF_UP: twice >= denominator,
        Rounding.HALF_EVEN: twice > denominator or (twice == denominator and whole % 2 == 1),
    }[rounding]
    return sign * (whole + (1 if grows else 0))


def allocate(amount_minor: int, weights: Sequence[int]) -> list[int]:
    """Split by largest remainder: the shares add up exactly; ties go to the earlier share.

    Args:
        amount_minor: whole minor units, may be negative.
        weights: non-negative, at least one above zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise Broken("weights must be non-negative and not all zero")
    sign = -1 if amount_minor < 0 else 1
    parts = [divmod(abs(amount_minor) * weight, total) for weight in weights]
    shares = [whole for whole, _ in parts]
    short = abs(amount_minor) - sum(shares)
    by_rest = sorted(range(len(parts)), key=lambda i: (-parts[i][1], i))
    for index in by_rest[:short]:
        shares[index] += 1
    return [sign * share for share in shares]
