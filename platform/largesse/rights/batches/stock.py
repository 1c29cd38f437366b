"""Stock of one issue batch: what is free, held and issued.

Words       issue -> redeem | expire | revoke; *held* is set aside for what is promised and not given yet
Invariant   free + held + issued == total, before and after every function here; none is negative
Source      docs/explanation/stock.md
"""

from dataclasses import dataclass, replace
from uuid import UUID

from largesse.kernel.errors import Broken, Refusal


@dataclass(frozen=True)
class StockExhausted(Refusal):
    """Fewer units are free than were asked for."""

    code = "rights.stock_exhausted"
    asked_units: int
    free_units: int


@dataclass(frozen=True, slots=True)
class Stock:
    """The stock columns of a batch as read under its lock."""

    batch: UUID
    total: int
    free: int
    held: int
    issued: int

    def __post_init__(self) -> None:
        if min(self.free, self.held, self.issued) < 0 or self.free + self.held + self.issued != self.total:
            raise Broken(f"stock does not add up: {self}")


def issue(stock: Stock, units: int) -> Stock:
    """Issue free units at once.

    Raises:
        StockExhausted: ``rights.stock_exhausted``.
    """
    _whole(units)
    if stock.free < units:
        raise StockExhausted(units, stock.free)
    return replace(stock, free=stock.free - units, issued=stock.issued + units)


def take_back(stock: Stock, units: int) -> Stock:
    """Return issued units to the free ones, after a failed issue or a revocation."""
    _whole(units)
    if stock.issued < units:
        raise Broken("more units come back than were issued")
    return replace(stock, free=stock.free + units, issued=stock.issued - units)


def _whole(units: int) -> None:
    if units < 1:
        raise Broken("units are whole and at least 1")
