"""Read a file of uses in a child, whose memory and time are bounded; only its rows come back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from largesse.rights.told_uses.use_row import UseRow
from largesse.rights.told_uses.use_table import BadUse, Uses, parted, rows_at, uses_of
from largesse.store.confined.limits import ReadingStopped
from largesse.store.confined.readers import readers
from largesse.store.house import House
from largesse.store.tables.delimited import Rows
from largesse.store.tables.unreadable import Unreadable

ROWS_A_PART = 2_000
CELLS_A_PART = 100


@dataclass(frozen=True)
class UsesPart:
    """How the file is written, or some rows, or why it is none (``why``, ``what``)."""

    written: tuple[str, str] | None = None
    rows: list[UseRow] = field(default_factory=list)
    bad: list[BadUse] = field(default_factory=list)
    unreadable: tuple[str, str] | None = None


def uses_in_parts(data: bytes, zone: str) -> Iterator[UsesPart]:
    """Yield a file's uses in small parts."""
    try:
        found = uses_of(data, zone)
    except Unreadable as wrong:
        yield UsesPart(unreadable=(wrong.why, wrong.what))
        return
    yield UsesPart(written=(found.format, found.encoding))
    for rows, bad in parted(found, ROWS_A_PART):
        yield UsesPart(rows=rows, bad=bad)


async def uses_apart(data: bytes, zone: str, house: House) -> Uses:
    """Read a file in a child; see ``use_table.uses_of``.

    Raises:
        Unreadable: as ``uses_of``, or the reading was stopped.
        ReadingBusy: ``store.reading_busy``.
    """
    try:
        parts = await readers(house).read(UsesPart, uses_in_parts, data, zone)
    except ReadingStopped as stopped:
        raise Unreadable(stopped.code.rpartition(".")[2]) from stopped
    for part in parts:
        if part.unreadable is not None:
            raise Unreadable(*part.unreadable)
    [written] = [part.written for part in parts if part.written is not None]
    bad = [row for part in parts for row in part.bad]
    return Uses(*written, [row for part in parts for row in part.rows], bad)


@dataclass(frozen=True)
class CellsPart:
    """Some rows as they stand in the file."""

    rows: Rows


def cells_in_parts(data: bytes, lines: frozenset[int]) -> Iterator[CellsPart]:
    """Yield some rows of a file in small parts, that of its heads first."""
    rows = rows_at(data, lines)
    for start in range(0, len(rows), CELLS_A_PART):
        yield CellsPart(rows[start : start + CELLS_A_PART])


async def cells_apart(
    data: bytes, lines: Collection[int], house: House
) -> tuple[list[str], dict[int, list[str]]]:
    """Read some rows of a file that was read before, as they stand in it; gives its heads, and rows by line.

    Raises:
        ReadingStopped: it took too long, or too much memory.
        ReadingBusy: ``store.reading_busy``.
    """
    parts = await readers(house).read(CellsPart, cells_in_parts, data, frozenset(lines))
    (_, heads), *rows = [row for part in parts for row in part.rows]
    return heads, dict(rows)
