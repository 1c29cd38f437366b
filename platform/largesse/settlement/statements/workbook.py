"""Workbooks (XLSX): looked at as an archive first, then read by a native reader.

Invariant   rows, columns and unpacked bytes are bounded; a crash of the reader is a finding
"""

import io
from datetime import time

import python_calamine
from python_calamine import SheetVisibleEnum

from largesse.settlement.statements.archive import check_archive, check_shape
from largesse.settlement.statements.cells import Cell
from largesse.settlement.statements.formats import StatementFormat
from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import Row, Sheet, filled

_ZIP = b"PK\x03\x04"


def _recognises(data: bytes) -> bool:
    return data.startswith(_ZIP)


def _open(data: bytes, profile: Profile) -> Sheet:
    formulas = check_archive(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return _first_sheet(book, profile, formulas)
    except Unreadable:
        raise
    except BaseException as error:
        # The reader is native: on some broken files it panics, and its panic is not an Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Unreadable("workbook_unreadable", detail=type(error).__name__) from error


def _first_sheet(book: python_calamine.CalamineWorkbook, profile: Profile, formulas: int) -> Sheet:
    names = tuple(book.sheet_names)
    shown = tuple(one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible)
    name = profile.sheet or next(iter(shown or names), "1")
    if name not in names:
        raise Unreadable("sheet_missing", sheet=name)
    sheet = book.get_sheet_by_name(name)
    check_shape(sheet.total_height, sheet.total_width)
    found = sheet.to_python(skip_empty_area=False)
    rows = [Row(at, [_plain(cell) for cell in cells]) for at, cells in enumerate(found, 1)]
    others = tuple(one for one in shown if one != name)
    return Sheet(filled(rows), "xlsx", name=name, others=others, formulas=formulas)


def _plain(cell: Cell | time) -> Cell:
    return cell.isoformat() if isinstance(cell, time) else cell


WORKBOOK = StatementFormat(_recognises, _open)
