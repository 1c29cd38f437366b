"""Read a file of clients in a child, whose memory and time are bounded; only its rows come back."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from largesse.audience.imports.client_file import Sheet, sheet_of
from largesse.store.confined.limits import ReadingStopped
from largesse.store.confined.readers import readers
from largesse.store.house import House
from largesse.store.tables.unreadable import Unreadable

ROWS_A_PART = 500


@dataclass(frozen=True)
class Part:
    """The sheet without its rows, or some of them, or why the file is none (``why``, ``what``)."""

    sheet: Sheet | None = None
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    unreadable: tuple[str, str] | None = None


def sheet_in_parts(data: bytes) -> Iterator[Part]:
    """Yield a file's sheet in small parts."""
    try:
        sheet = sheet_of(data)
    except Unreadable as wrong:
        yield Part(unreadable=(wrong.why, wrong.what))
        return
    yield Part(replace(sheet, rows=[]))
    for start in range(0, len(sheet.rows), ROWS_A_PART):
        yield Part(rows=sheet.rows[start : start + ROWS_A_PART])


async def sheet_apart(data: bytes, house: House) -> Sheet:
    """Read a file in a child; see ``client_file.sheet_of``.

    Raises:
        Unreadable: as ``sheet_of``, or the reading was stopped: ``reading_too_slow`` and its like.
        ReadingBusy: ``store.reading_busy``.
    """
    try:
        parts = await readers(house).read(Part, sheet_in_parts, data)
    except ReadingStopped as stopped:
        raise Unreadable(stopped.code.rpartition(".")[2]) from stopped
    for part in parts:
        if part.unreadable is not None:
            raise Unreadable(*part.unreadable)
    [sheet] = [part.sheet for part in parts if part.sheet is not None]
    return replace(sheet, rows=[row for part in parts for row in part.rows])
