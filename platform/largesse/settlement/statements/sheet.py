"""A file's bytes become rows of cells, whatever its format: what a format gives and keeps to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from largesse.settlement.statements.cells import Cell, text
from largesse.settlement.statements.problem import Unreadable

BYTES_MAX = 64 * 2**20


@dataclass(frozen=True)
class Row:
    """One physical row; ``number`` counts from 1 as the file does.

    Args:
        hidden: whether a person who opens the file does not see it.
        displays: place of a cell -> what its number is shown with or as: a mark, ``%``, ``,`` (in thousands).
    """

    number: int
    cells: list[Cell]
    hidden: bool = False
    displays: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """Rows in file order, without the empty ones; ``others`` are the sheets a person sees beside it.

    Args:
        hidden_columns: places of columns that a person does not see, from 0.
        days_from_1904: whether a day that is a plain number counts from 1904.
    """

    rows: list[Row]
    format: str
    encoding: str | None = None
    name: str | None = None
    others: tuple[str, ...] = field(default=())
    formulas: int = 0
    hidden_columns: frozenset[int] = frozenset()
    days_from_1904: bool = False


def filled(rows: Sequence[Row]) -> list[Row]:
    """Give the rows that hold anything.

    Raises:
        Unreadable: file_empty.
    """
    found = [row for row in rows if any(text(cell) for cell in row.cells)]
    if not found:
        raise Unreadable("file_empty")
    return found
