"""What an XLSX archive would become, looked at before a reader sees it.

The reader lays a sheet out densely, from its first to its last address: a few far cells would ask for
gigabytes, and the process would die of it. So every member is unpacked once, in chunks; its bytes are
counted, its addresses read, and its texts added up.

Invariant   members, unpacked bytes, rows, columns and their product are bounded, whatever a member is called;
            an archive inside the archive is counted as bytes and never opened
"""

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from largesse.store.workbook_bounds import Listed, Texts, Unfit, check_packing

UNPACKED_MAX = 512 * 2**20
MEMBERS_MAX = 2_000
ROWS_MAX = 1_048_576
COLUMNS_MAX = 256
CELLS_MAX = 2**24
_BOOK = "xl/workbook.xml"
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
        Unfit: format_unsupported, workbook_unreadable, packed_too_tight, file_too_large, too_many_rows,
            too_many_columns, too_many_sheets, markup_declares, too_much_text.
    """
    found = _Found()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            check_packing(members)
            if _BOOK not in archive.namelist() or len(members) > MEMBERS_MAX:
                raise Unfit("format_unsupported", format="zip")
            for one in members:
                with archive.open(one) as member:
                    found.read(member, one.filename)
    except _BROKEN as error:
        raise Unfit("workbook_unreadable", detail=type(error).__name__) from error
    found.texts.check()
    return found.formulas


def check_shape(rows: int, columns: int) -> None:
    """Refuse a sheet of more rows, columns or cells than a table has."""
    if rows > ROWS_MAX:
        raise Unfit("too_many_rows", rows_max=ROWS_MAX)
    if columns > COLUMNS_MAX:
        raise Unfit("too_many_columns", columns_max=COLUMNS_MAX)
    if rows * columns > CELLS_MAX:
        raise Unfit("too_many_rows", rows_max=CELLS_MAX // columns)


class _Found:
    """What has been found so far, and how many bytes may still come."""

    def __init__(self) -> None:
        self.texts, self.formulas, self._left = Texts(), 0, UNPACKED_MAX
        self._listed = Listed()

    def read(self, member: IO[bytes], name: str) -> None:
        """Read one member, and measure the sheet in it, if it is one."""
        markup = name.endswith((".xml", ".rels"))
        shape, tail = _Shape(), b""
        for chunk in self._chunks(member):
            if markup and b"\x00" in chunk:
                raise Unfit("workbook_unreadable", detail="encoding")
            whole, tail = _parted(tail + chunk)
            self._measure(whole, shape, name)
        self._measure(tail, shape, name)
        self.texts.end()
        self.formulas += shape.formulas if markup else 0

    def _measure(self, whole: bytes, shape: "_Shape", name: str) -> None:
        self.texts.read(whole)
        shape.read(whole)
        if name == _BOOK:
            self._listed.read(whole)

    def _chunks(self, member: IO[bytes]) -> Iterator[bytes]:
        """Yield a member in pieces; what a query left in a workbook is UTF-16, and is read like the rest."""
        decoder = None
        chunk = member.read(_CHUNK)
        if chunk.startswith(_MARKS_16):
            decoder = codecs.getincrementaldecoder("utf-16")()
        while chunk:
            self._left -= len(chunk)
            if self._left < 0:
                raise Unfit("file_too_large", bytes=UNPACKED_MAX, bytes_max=UNPACKED_MAX)
            yield decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk
            chunk = member.read(_CHUNK)


def _parted(markup: bytes) -> tuple[bytes, bytes]:
    """Part markup where the next chunk may go on with it: before its last cell or text, else its last tag."""
    at = max(markup.rfind(one) for one in (b"<c ", b"<si", b":c ", b":si"))
    at = markup.rfind(b"<", 0, at + 1) if at > 0 else -1
    if at <= 0 or len(markup) - at > _CHUNK:
        at = markup.rfind(b"<")
    left = len(markup) - at
    if at < 0 or (left > _CHUNK and b">" in markup[at:]):
        return markup, b""
    if left > 2 * _CHUNK:
        raise Unfit("workbook_unreadable", detail="tag")
    return markup[:at], markup[at:]


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
        addresses = _ADDRESS.findall(markup)
        self.rows = max(self.rows, self._counted, *map(int, {digits for _, digits in addresses}))
        self.columns = max(self.columns, *map(_column, {letters for letters, _ in addresses}), 0)
        check_shape(self.rows, self.columns)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
