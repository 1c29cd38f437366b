"""The bytes of a file become a table: which format, which encoding, which delimiter.

Invariant   nothing is guessed that a file states; what is too large or no table is refused
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from largesse.store.tables.delimited import DELIMITERS, Rows, rows_of, stated_delimiter
from largesse.store.tables.unreadable import Unreadable
from largesse.store.tables.workbook import ZIP, sheet_rows
from largesse.store.text_file import decoded, no_text

SEARCHED_ROWS = 10
CELL_MAX = 10_000
ENCODINGS = ("utf-16", "utf-8-sig", "gb18030")
Score = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Table:
    """A file as rows; ``name`` is a workbook's sheet, ``delimiter`` a text's."""

    format: str
    encoding: str
    rows: Rows
    name: str = ""
    delimiter: str = ""


def table_of(data: bytes, bytes_max: int, rows_max: int, score: Score) -> Table:
    """Decode a file.

    Args:
        data: what somebody sent.
        bytes_max: largest file.
        rows_max: most rows; one more is read, so that the caller sees that there were more.
        score: how well cells fit the heads that are looked for; the best delimiter scores most.

    Raises:
        Unreadable: ``too_large``, ``encoding``, ``form``, ``quote``, ``old_workbook``, ``web_page``,
            ``workbook``, ``too_many_rows``.
    """
    if len(data) > bytes_max:
        raise Unreadable("too_large")
    if data.startswith(ZIP):
        name, rows = sheet_rows(data, rows_max)
        found = Table("xlsx", "utf-8", rows, name)
    else:
        encoding, text = _text_of(data)
        delimiter = stated_delimiter(text) or _best(text, score)
        found = Table("csv", encoding, rows_of(text, delimiter, rows_max), delimiter=delimiter)
    if any(len(cell) > CELL_MAX for _, cells in found.rows for cell in cells):
        raise Unreadable("form")
    return found


def _text_of(data: bytes) -> tuple[str, str]:
    """Give a file's encoding and its text."""
    if (other := no_text(data)) is not None:
        raise Unreadable(other)
    found = decoded(data, ENCODINGS)
    if found is None:
        raise Unreadable("encoding")
    text, encoding = found
    return encoding.removesuffix("-sig"), text


def _best(text: str, score: Score) -> str:
    """Give the delimiter by which the first lines fit best."""
    head = "".join(text[:100_000].splitlines(keepends=True)[:SEARCHED_ROWS])
    lines = [line.replace('"', "") for line in head.splitlines()] or [""]
    return max(DELIMITERS, key=lambda one: max(score(line.split(one)) for line in lines))
