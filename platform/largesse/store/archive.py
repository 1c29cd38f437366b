"""What an XLSX archive would become, looked at before a reader sees it.

The reader lays a sheet out densely, from its first to its last address: a few far cells would ask for
gigabytes, and the process would die of it. So every member is unpacked once, counted, and its addresses read.

Invariant   members, unpacked bytes, rows, columns and their product are bounded, whatever a member is called
"""

import codecs
import io
import re
import zipfile
import zlib
from typing import IO

from largesse.store.workbook_bounds import Unfit, check_workbook

UNPACKED_MAX = 512 * 2**20
MEMBERS_MAX = 2_000
ROWS_MAX = 1_048_576
COLUMNS_MAX = 256
CELLS_MAX = 2**24
_CHUNK = 2**20
_MARKS_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    EOFError,
)
# ``r="C7"`` of a cell and ``r="7"`` of a row.
_ADDRESS = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]{0,7})\$?(\d{1,10})\s*["']""")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s/>])")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")


def check_archive(data: bytes) -> int:
    """Refuse an archive that is no workbook or would grow too large.

    Returns:
        How many cells are formulas, over all sheets.

    Raises:
        Unfit: file_too_large, format_unsupported, too_many_rows, too_many_columns, workbook_unreadable, and
            what ``check_workbook`` finds.
    """
    check_workbook(data)
    left, formulas = UNPACKED_MAX, 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" not in names or len(names) > MEMBERS_MAX:
                raise Unfit("format_unsupported", format="zip")
            for name in names:
                with archive.open(name) as member:
                    left, more = _check_member(member, left, markup=name.endswith((".xml", ".rels")))
                    formulas += more
    except _BROKEN as error:
        raise Unfit("workbook_unreadable", detail=type(error).__name__) from error
    return formulas


def check_shape(rows: int, columns: int) -> None:
    """Refuse a sheet of more rows, columns or cells than a table has."""
    if rows > ROWS_MAX:
        raise Unfit("too_many_rows", rows_max=ROWS_MAX)
    if columns > COLUMNS_MAX:
        raise Unfit("too_many_columns", columns_max=COLUMNS_MAX)
    if rows * columns > CELLS_MAX:
        raise Unfit("too_many_rows", rows_max=CELLS_MAX // columns)


def _check_member(member: IO[bytes], left: int, *, markup: bool) -> tuple[int, int]:
    """Count one member's bytes and measure the sheet in it, if it is one.

    Returns:
        The bytes that are left, and how many formulas it has.
    """
    shape, tail, decoder, first = _Shape(), b"", None, True
    while chunk := member.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise Unfit("file_too_large", bytes=UNPACKED_MAX, bytes_max=UNPACKED_MAX)
        if first and chunk.startswith(_MARKS_16):
            # What a query has left in a workbook is UTF-16; it is measured like the rest.
            decoder = codecs.getincrementaldecoder("utf-16")()
        first = False
        if decoder is not None:
            chunk = decoder.decode(chunk).encode("utf-8", "replace")
        if markup and b"\x00" in chunk:
            raise Unfit("workbook_unreadable", detail="encoding")
        whole, mark, rest = (tail + chunk).rpartition(b"<")
        shape.read(whole)
        tail = mark + rest
        if len(tail) > 2 * _CHUNK:
            raise Unfit("workbook_unreadable", detail="tag")
    shape.read(tail)
    return left, shape.formulas if markup else 0


class _Shape:
    """How far a sheet reaches: by its addresses, and by counting where it gives none."""

    def __init__(self) -> None:
        self.rows = self.columns = self.formulas = self._counted = self._in_row = 0

    def read(self, markup: bytes) -> None:
        """Read whole tags on."""
        self.formulas += len(_FORMULA.findall(markup))
        before, *rows = _ROW.split(markup)
        if self._counted:
            self._in_row += len(_CELL.findall(before))
        for row in rows:
            self.columns = max(self.columns, self._in_row)
            self._in_row = len(_CELL.findall(row))
        self._counted += len(rows)
        self.columns = max(self.columns, self._in_row)
        for letters, digits in _ADDRESS.findall(markup):
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column(letters))
        self.rows = max(self.rows, self._counted)
        check_shape(self.rows, self.columns)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
