"""Workbooks (XLSX): looked at as an archive first, then read by a native reader.

Invariant   rows, columns and unpacked bytes are bounded; a crash of the reader is a finding
"""

import io
from datetime import time
from typing import TYPE_CHECKING

from largesse.kernel.later import Later
from largesse.settlement.statements.cells import Cell
from largesse.settlement.statements.formats import StatementFormat
from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import Row, Sheet, filled
from largesse.settlement.statements.shown import Shown, shown
from largesse.store.archive import check_archive, check_shape
from largesse.store.workbook_bounds import Unfit

if TYPE_CHECKING:
    import python_calamine
else:
    python_calamine = Later("python_calamine")

_ZIP = b"PK\x03\x04"


def _recognises(data: bytes) -> bool:
    return data.startswith(_ZIP)


def _open(data: bytes, profile: Profile) -> Sheet:
    formulas = check_archive(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return _first_sheet(book, data, profile, formulas)
    except (Unfit, Unreadable):
        raise
    except BaseException as error:
        # The reader is native: on some broken files it panics, and its panic is not an Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Unreadable("workbook_unreadable", detail=type(error).__name__) from error


def _first_sheet(
    book: "python_calamine.CalamineWorkbook", data: bytes, profile: Profile, formulas: int
) -> Sheet:
    names = tuple(book.sheet_names)
    to_see = python_calamine.SheetVisibleEnum.Visible
    visible = tuple(one.name for one in book.sheets_metadata if one.visible == to_see)
    name = profile.sheet or next(iter(visible or names), "1")
    if name not in names:
        raise Unreadable("sheet_missing", sheet=name)
    sheet = book.get_sheet_by_name(name)
    check_shape(sheet.total_height, sheet.total_width)
    seen = shown(data, name)
    found = ((at, cells) for at, cells in enumerate(sheet.iter_rows(), 1) if cells.count("") < len(cells))
    rows = [_row(at, [_plain(cell) for cell in cells], seen) for at, cells in found]
    others = tuple(one for one in visible if one != name)
    return Sheet(
        filled(rows),
        "xlsx",
        name=name,
        others=others,
        formulas=formulas,
        hidden_columns=frozenset(seen.columns),
        days_from_1904=seen.days_from_1904,
    )


def _row(number: int, cells: list[Cell], seen: Shown) -> Row:
    """Make a row; a whole number that is shown with zeros or words is taken as it is shown."""
    displays = {}
    for at, display in seen.displays.get(number, {}).items():
        cell = cells[at] if at < len(cells) else None
        if not isinstance(cell, int | float) or isinstance(cell, bool):
            continue
        words = display.whole(int(cell)) if float(cell).is_integer() else None
        if words is not None:
            cells[at] = words
        elif display.mark:
            displays[at] = display.mark
    return Row(number, cells, number in seen.rows, displays)


def _plain(cell: Cell | time) -> Cell:
    return cell.isoformat() if isinstance(cell, time) else cell


WORKBOOK = StatementFormat(_recognises, _open)
