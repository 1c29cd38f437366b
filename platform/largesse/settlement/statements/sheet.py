"""A file's bytes become rows of cells, whatever its format: what a format gives and keeps to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from largesse.settlement.statements.cells import Cell, text
from largesse.settlement.statements.problem import Unreadable

BYTES_MAX = 64 * 2**20


@dataclass(frozen=True)
class Row:
    """One physical row; ``number`` counts from 1 as the file does."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True)
class Sheet:
    """Rows in file order, without the empty ones; ``others`` are the sheets a person sees beside it."""

    rows: list[Row]
    format: str
    encoding: str | None = None
    name: str | None = None
    others: tuple[str, ...] = field(default=())
    formulas: int = 0


def filled(rows: Sequence[Row]) -> list[Row]:
    """Give the rows that hold anything.

    Raises:
        Unreadable: file_empty.
    """
    found = [row for row in rows if any(text(cell) for cell in row.cells)]
    if not found:
        raise Unreadable("file_empty")
    return found
