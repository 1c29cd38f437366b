"""An empty file of rights, as a workbook whose cells are text: a spreadsheet spoils no number in it."""

import io
from typing import TYPE_CHECKING

from largesse.kernel.copy import text
from largesse.kernel.later import Later

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Later("xlsxwriter")

COLUMNS = ("reference", "client", "mobile", "sku", "code", "units", "valid_from", "valid_to", "face", "cost")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_WIDTH = 18


def grant_template(locale: str) -> bytes:
    """Write the heads of every column in a language, each column formatted as text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, len(COLUMNS) - 1, _WIDTH, book.add_format({"num_format": "@"}))
        head = book.add_format({"bold": True, "num_format": "@"})
        for at, name in enumerate(COLUMNS):
            sheet.write_string(0, at, text(f"rights.grant_column.{name}", locale), head)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
