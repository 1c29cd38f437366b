"""Tables become an XLSX workbook; the same tables give the same bytes.

Invariant   order numbers are text, amounts are numbers; every total is a formula that equals ours
"""

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from largesse.kernel.csv_file import no_formula
from largesse.kernel.later import Later
from largesse.settlement.export.table import Column, Table, Value

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet
else:
    xlsxwriter = Later("xlsxwriter")

ROWS_MAX = 1_048_576
FIRST_ROW = 2
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class _Pen:
    """The shapes of cells, and what every sheet shares."""

    def __init__(self, book: "Workbook", exponent: int, total_word: str) -> None:
        self.exponent, self.total_word = exponent, total_word
        self.book = book
        self._amounts: dict[int, tuple[Format, Format]] = {}
        self.head = book.add_format({"bold": True, "bg_color": "#EDEFF2", "bottom": 1, "text_wrap": True})
        self.word = book.add_format({"bold": True})
        self.count = book.add_format({"num_format": "0"})
        self.text = book.add_format({"num_format": "@"})

    def of(self, column: Column) -> int:
        """Give the decimals of a column."""
        return self.exponent if column.exponent is None else column.exponent

    def amounts(self, column: Column) -> "tuple[Format, Format]":
        """Give the shapes of a column's amounts and of their total."""
        exponent = self.of(column)
        if exponent not in self._amounts:
            digits = "#,##0" + (f".{'0' * exponent}" if exponent else "")
            plain = self.book.add_format({"num_format": digits})
            self._amounts[exponent] = plain, self.book.add_format({"bold": True, "num_format": digits})
        return self._amounts[exponent]


def workbook(tables: list[Table], at: datetime, total_word: str, exponent: int = 2) -> bytes:
    """Write tables as sheets.

    Args:
        tables: in the order of the sheets.
        at: the instant that the file names as its creation; never the clock.
        total_word: the heading of the totals row.
        exponent: decimals of the currency.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": at.replace(tzinfo=None, microsecond=0)})
    pen = _Pen(book, exponent, total_word)
    for table in tables:
        for part, rows in enumerate(_parts(table), 1):
            name = table.name if part == 1 else f"{table.name}({part})"
            _sheet(replace(table, name=name[:31], rows=rows), pen)
    book.close()
    return out.getvalue()


def _parts(table: Table) -> list[list[tuple[Value, ...]]]:
    size = ROWS_MAX - FIRST_ROW
    rows = list(table.rows)
    return [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]


def _sheet(table: Table, pen: _Pen) -> None:
    sheet = pen.book.add_worksheet(table.name)
    last = FIRST_ROW + len(table.rows) - 1
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(1, at, column.title, pen.head)
        if column.kind == "amount" and not table.steps:
            _total(sheet, table, at, pen)
    if table.columns[0].kind == "text" and not table.steps:
        sheet.write_string(0, 0, pen.total_word, pen.word)
    for number, row in enumerate(table.rows, FIRST_ROW):
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is not None:
                _cell(sheet, (number, at), column, value, pen)
        if table.steps and number == last:
            _last_step(sheet, table, number, pen)
    sheet.freeze_panes(FIRST_ROW, 0)
    if table.rows:
        sheet.autofilter(1, 0, last, len(table.columns) - 1)


def _cell(sheet: "Worksheet", where: tuple[int, int], column: Column, value: str | int, pen: _Pen) -> None:
    if isinstance(value, str):
        sheet.write_string(*where, no_formula(value), pen.text)
    elif column.kind == "amount":
        sheet.write_number(*where, value / 10 ** pen.of(column), pen.amounts(column)[0])
    else:
        sheet.write_number(*where, value, pen.count)


def _last_step(sheet: "Worksheet", table: Table, number: int, pen: _Pen) -> None:
    """Write the last of the steps as the sum of those above it, with our own figure as its kept value."""
    for at, column in enumerate(table.columns):
        value = table.rows[-1][at]
        if column.kind == "amount" and isinstance(value, int):
            above = xlsxwriter.utility.xl_range(FIRST_ROW, at, number - 1, at)
            sheet.write_formula(
                number, at, f"=SUM({above})", pen.amounts(column)[1], value / 10 ** pen.of(column)
            )


def _total(sheet: "Worksheet", table: Table, at: int, pen: _Pen) -> None:
    """Write a total as a formula over the shown rows, with our own sum as its kept value."""
    column = table.columns[at]
    _, shape = pen.amounts(column)
    if not table.rows:
        sheet.write_number(0, at, 0, shape)
        return
    total = sum(value for row in table.rows if isinstance(value := row[at], int)) / 10 ** pen.of(column)
    cells = xlsxwriter.utility.xl_range(FIRST_ROW, at, FIRST_ROW + len(table.rows) - 1, at)
    sheet.write_formula(0, at, f"=SUBTOTAL(109,{cells})", shape, total)
