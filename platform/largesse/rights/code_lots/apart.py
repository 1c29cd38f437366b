"""Read a file of codes in a child, whose memory and time are bounded; only its rows come back."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from largesse.rights.code_lots.code_file import BadRow, Choice, CodeRow, Codes, CodeSheet, codes_of, parted
from largesse.store.confined.limits import ReadingStopped
from largesse.store.confined.readers import readers
from largesse.store.house import House
from largesse.store.tables.unreadable import Unreadable

ROWS_A_PART = 5_000


@dataclass(frozen=True)
class CodesPart:
    """The sheet, or some rows, or why the file is none (``why``, ``what``)."""

    sheet: CodeSheet | None = None
    rows: list[CodeRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    unreadable: tuple[str, str] | None = None


def codes_in_parts(data: bytes, choice: Choice) -> Iterator[CodesPart]:
    """Yield a file's codes in small parts."""
    try:
        found = codes_of(data, choice)
    except Unreadable as wrong:
        yield CodesPart(unreadable=(wrong.why, wrong.what))
        return
    yield CodesPart(sheet=found.sheet)
    for rows, bad in parted(found, ROWS_A_PART):
        yield CodesPart(rows=rows, bad=bad)


async def codes_apart(data: bytes, choice: Choice, house: House) -> Codes:
    """Read a file in a child; see ``code_file.codes_of``.

    Raises:
        Unreadable: as ``codes_of``, or the reading was stopped: ``reading_too_slow`` and its like.
        ReadingBusy: ``store.reading_busy``.
    """
    try:
        parts = await readers(house).read(CodesPart, codes_in_parts, data, choice)
    except ReadingStopped as stopped:
        raise Unreadable(stopped.code.rpartition(".")[2]) from stopped
    for part in parts:
        if part.unreadable is not None:
            raise Unreadable(*part.unreadable)
    [sheet] = [part.sheet for part in parts if part.sheet is not None]
    rows = [row for part in parts for row in part.rows]
    return Codes(sheet, rows, [row for part in parts for row in part.bad])
