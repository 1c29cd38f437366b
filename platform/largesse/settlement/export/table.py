"""A table to be written: columns with kinds, rows of plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "amount", "count"]
Value = str | int | None


@dataclass(frozen=True)
class Column:
    """A heading and what stands below it; amounts are minor units until they are written.

    Args:
        exponent: decimals of its amounts, where they are not those of the file.
    """

    title: str
    kind: Kind = "text"
    width: int = 16
    exponent: int | None = None


@dataclass(frozen=True)
class Table:
    """One sheet.

    Args:
        steps: the last row is the sum of those above it, and there is no other total.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]] = field(default_factory=tuple)
    steps: bool = False
