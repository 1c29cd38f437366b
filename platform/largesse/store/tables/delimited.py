"""Delimited text becomes rows: commas, tabs, semicolons or bars, with or without Excel's ``sep=`` line.

Invariant   the line told is the one on which a row begins; an unclosed quotation mark is refused by its line
"""

import csv
import io
import re
from collections.abc import Iterator

from largesse.store.tables.unreadable import Unreadable

Rows = list[tuple[int, list[str]]]
DELIMITERS = (",", "\t", ";", "|")
_SEP = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def stated_delimiter(text: str) -> str | None:
    """Give the delimiter that a first line ``sep=;`` states."""
    found = _SEP.match(text)
    return found[1] if found else None


def rows_of(text: str, delimiter: str, rows_max: int) -> Rows:
    """Split a text into rows, at most so many and one more; empty rows are left out.

    Raises:
        Unreadable: ``quote`` and the line, ``form``.
    """
    try:
        return _split(text, delimiter, rows_max, strict=True)
    except _NeverClosed as error:
        raise Unreadable("quote", str(error.line)) from error
    except csv.Error:
        pass
    try:
        return _split(text, delimiter, rows_max, strict=False)
    except csv.Error as error:
        raise Unreadable("form") from error


class _NeverClosed(csv.Error):
    """A quotation mark that would swallow all rows after it."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _split(text: str, delimiter: str, rows_max: int, *, strict: bool) -> Rows:
    rows: Rows = []
    for line, cells in _numbered(text, delimiter, strict=strict):
        if any(cell.strip() for cell in cells):
            rows.append((line, cells))
        if len(rows) > rows_max:
            break
    return rows[1:] if rows and _SEP.fullmatch(delimiter.join(rows[0][1])) else rows


def _numbered(text: str, delimiter: str, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise _NeverClosed(line) from error
        raise
