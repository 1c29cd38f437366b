"""A file's bytes become rows of cells: content is sniffed, name and sender are not believed.

Invariant   size, rows, columns and unpacked bytes are bounded; a crash of the reader is a finding
"""

import csv
import io
from dataclasses import dataclass, field, replace
from datetime import time

import python_calamine
from python_calamine import SheetVisibleEnum

from largesse.settlement.statements.archive import check_archive, check_shape
from largesse.settlement.statements.cells import Cell, text
from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.profile import Profile

BYTES_MAX = 64 * 2**20
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml")


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


def open_sheet(data: bytes, profile: Profile) -> Sheet:
    """Read a CSV, TSV or XLSX by its content; the old binary XLS is refused by name.

    Raises:
        Unreadable: file_empty, file_too_large, format_unsupported, encoding_unreadable, workbook_unreadable …
    """
    if not data.strip():
        raise Unreadable("file_empty")
    if len(data) > BYTES_MAX:
        raise Unreadable("file_too_large", bytes=len(data), bytes_max=BYTES_MAX)
    if data.startswith(_ZIP):
        formulas = check_archive(data)
        return replace(_workbook(data, profile, "xlsx"), formulas=formulas)
    if data.startswith(_OLE):
        raise Unreadable("format_unsupported", format="xls")
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Unreadable("format_unsupported", format="html")
    return _delimited(data, profile)


def _workbook(data: bytes, profile: Profile, kind: str) -> Sheet:
    try:
        return _first_sheet(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)), profile, kind)
    except Unreadable:
        raise
    except BaseException as error:
        # The reader is native: on some broken files it panics, and its panic is not an Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Unreadable("workbook_unreadable", detail=type(error).__name__) from error


def _first_sheet(book: python_calamine.CalamineWorkbook, profile: Profile, kind: str) -> Sheet:
    names = tuple(book.sheet_names)
    shown = tuple(one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible)
    name = profile.sheet or next(iter(shown or names), "1")
    if name not in names:
        raise Unreadable("sheet_missing", sheet=name)
    sheet = book.get_sheet_by_name(name)
    check_shape(sheet.total_height, sheet.total_width)
    found = sheet.to_python(skip_empty_area=False)
    rows = [Row(at, [_plain(cell) for cell in cells]) for at, cells in enumerate(found, 1)]
    return Sheet(_filled(rows), kind, name=name, others=tuple(one for one in shown if one != name))


def _plain(cell: Cell | time) -> Cell:
    return cell.isoformat() if isinstance(cell, time) else cell


def _delimited(data: bytes, profile: Profile) -> Sheet:
    written, encoding = _decoded(data, profile)
    delimiter = profile.delimiter or _sniffed(written)
    csv.field_size_limit(2**20)
    rows: list[Row] = []
    # Strict: a quotation mark that is never closed would swallow all rows that follow.
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            check_shape(len(rows), len(cells))
            rows.append(Row(reader.line_num, list(cells)))
    except csv.Error as error:
        raise Unreadable("text_unreadable", row=reader.line_num, detail=str(error)[:120]) from error
    return Sheet(_filled(rows), "tsv" if delimiter == "\t" else "csv", encoding=encoding)


def _decoded(data: bytes, profile: Profile) -> tuple[str, str]:
    """Decode by the profile's own list, in order; the header must be found after, so no guess is trusted."""
    for encoding in profile.encodings:
        if encoding == "utf-16" and not data.startswith(_MARKS_16):
            continue
        try:
            written = data.decode(encoding)
        except (UnicodeDecodeError, UnicodeError):
            continue
        if "\x00" in written:
            break
        return written, encoding
    raise Unreadable("encoding_unreadable", encodings=", ".join(profile.encodings))


def _sniffed(written: str) -> str:
    head = "\n".join(line for line in written[:20_000].splitlines()[:30] if line.strip())
    return max(",\t;|", key=head.count)


def _filled(rows: list[Row]) -> list[Row]:
    found = [row for row in rows if any(text(cell) for cell in row.cells)]
    if not found:
        raise Unreadable("file_empty")
    return found
