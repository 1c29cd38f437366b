"""Read a file of clients: every row becomes fields that can be written, or problems by line and field.

Words       sheet (heads, rows) -> row (line, ext_id, fields) | bad (line, field, reason)
Invariant   pure; a row is good as a whole or bad as a whole; whether an identity is free is judged elsewhere,
            once all rows are read
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from largesse.audience.imports.columns import Head, headed, known_count, repeats_heads
from largesse.audience.imports.fields import BadCell, Known, read_cell
from largesse.audience.imports.garbled import garbled
from largesse.store.tables.table_file import SEARCHED_ROWS, table_of
from largesse.store.tables.unreadable import Unreadable

BYTES_MAX = 20_000_000
ROWS_MAX = 50_000


@dataclass(frozen=True)
class Bad:
    """Why a row was left out. ``line`` is the one on which the row begins, the file's first being 1."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True)
class Good:
    """A row that can be written."""

    line: int
    ext_id: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A file that is a table of clients; ``name`` is a workbook's sheet, ``line`` that of the heads."""

    format: str
    encoding: str
    heads: tuple[Head, ...]
    line: int
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    name: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields that the file has, in its order."""
        return tuple(head.field for head in self.heads if head.field)


def sheet_of(data: bytes) -> Sheet:
    """Decode a file and find its columns.

    Raises:
        Unreadable: ``too_large``, ``encoding``, ``form``, ``quote``, ``old_workbook``, ``web_page``,
            ``workbook``, ``empty``, ``column_missing``, ``column_twice``, ``too_many_rows``, ``garbled``.
    """
    table = table_of(data, BYTES_MAX, ROWS_MAX + SEARCHED_ROWS, known_count)
    found = headed(table.rows)
    left = [row for row in table.rows[found.rows :] if not repeats_heads(row[1], found.heads)]
    if len(left) > ROWS_MAX:
        raise Unreadable("too_many_rows")
    sheet = Sheet(table.format, table.encoding, found.heads, found.line, left, table.name)
    _expect_readable(sheet)
    return sheet


def read_rows(sheet: Sheet, known: Known) -> Iterator[Good | list[Bad]]:
    """Yield each row as good, or as its problems; a second good row of the same client is bad."""
    seen: set[str] = set()
    for line, cells in sheet.rows:
        good, bad = _row(sheet, line, cells, known)
        ident = str(good.get("ext_id", ""))
        if not bad and ident.casefold() in seen:
            bad.append(Bad(line, "ext_id", "twice_in_file"))
        if bad:
            yield bad
            continue
        seen.add(ident.casefold())
        yield Good(line, ident, good)


def _expect_readable(sheet: Sheet) -> None:
    at = [head.field for head in sheet.heads].index("name")
    line = garbled(((row, cells[at]) for row, cells in sheet.rows if len(cells) > at), sheet.encoding)
    if line is not None:
        raise Unreadable("garbled", str(line))


def _row(sheet: Sheet, line: int, cells: list[str], known: Known) -> tuple[dict[str, Any], list[Bad]]:
    """Read a row: cells missing at its end are empty, more cells than heads must hold nothing."""
    fields: dict[str, Any] = {}
    if any(cell.strip() for cell in cells[len(sheet.heads) :]):
        return fields, [Bad(line, "", "cell_count")]
    bad: list[Bad] = []
    whole = [*cells, *[""] * (len(sheet.heads) - len(cells))]
    for head, cell in zip(sheet.heads, whole, strict=False):
        if head.field:
            try:
                fields[head.field] = read_cell(head.field, cell, known)
            except BadCell as wrong:
                bad.append(Bad(line, head.field, wrong.reason))
    return fields, bad
