"""The first sheet that a person sees in a workbook (XLSX, as Excel and WPS write it) becomes rows of text.

Invariant   the archive is looked at before a reader sees it; a number whose digits are lost is told as such
"""

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from largesse.kernel.later import Later
from largesse.store.archive import check_archive, check_shape
from largesse.store.tables.unreadable import Unreadable
from largesse.store.workbook_bounds import Unfit

if TYPE_CHECKING:
    import python_calamine
else:
    python_calamine = Later("python_calamine")

ZIP = b"PK\x03\x04"
Cell = str | int | float | bool | date | datetime | time | timedelta | None
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number


def sheet_rows(data: bytes, rows_max: int) -> tuple[str, list[tuple[int, list[str]]]]:
    """Give the sheet's name and its rows that hold anything, at most so many and one more.

    Raises:
        Unreadable: ``workbook``, ``too_large``, ``too_many_rows``.
    """
    try:
        check_archive(data)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        to_see = python_calamine.SheetVisibleEnum.Visible
        name = next(one.name for one in book.sheets_metadata if one.visible == to_see)
        sheet = book.get_sheet_by_name(name)
        check_shape(sheet.total_height, sheet.total_width)
        found = sheet.to_python(skip_empty_area=False, nrows=None)
    except Unfit as unfit:
        raise Unreadable(_WHY.get(unfit.code, "workbook")) from unfit
    except BaseException as error:
        # The reader is native: on some broken files it panics, and its panic is not an Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise Unreadable("workbook") from error
    rows = []
    for line, cells in enumerate(found, 1):
        texts = [_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            rows.append((line, texts))
        if len(rows) > rows_max:
            break
    return name, rows


_WHY = {"file_too_large": "too_large", "too_many_rows": "too_many_rows"}


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _digits(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _digits(number: float) -> str:
    if abs(number) >= _EXACT:
        return f"{number:.14E}"
    return str(int(number)) if float(number).is_integer() else f"{number:.15g}"
