"""A table to be written: columns with kinds, rows of plain values; safe for spreadsheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "amount", "count"]
Value = str | int | None
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """A heading and what stands below it; amounts are minor units until they are written."""

    title: str
    kind: Kind = "text"
    width: int = 16


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


def safe(text: str) -> str:
    """Give text that no spreadsheet takes for a formula: a leading = + - @ is quoted."""
    return f"'{text}" if text.startswith(_RISKY) else text
