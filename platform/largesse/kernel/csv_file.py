"""CSV that leaves the house: every cell opens in a spreadsheet as it stands here, and none as a formula.

Words       A cell is *kept as text* by an apostrophe before it. The console writes by the same rules
            (``widgets/apps/console/src/parts/csv.ts``), and both are tested against the same cells.
Invariant   figures stay figures; what a spreadsheet would compute, round, shorten or take for a day is text
Source      OWASP, CSV injection; docs/decisions/0050-files-in-and-out.md
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠﹢﹣﹦﹫]")
_FIGURE = re.compile(r"-?\d+(\.\d+)?")
# Twelve digits and more are shown as 1.2E+11, leading zeros are dropped, 3-4 and 3/4 become a day.
_ALTERED = re.compile(r"-?\d{12,}|-?0\d+(\.\d+)?|\d+(\.\d+)?[eE][+-]?\d+|\d{1,2}[-/]\d{1,2}")


def no_formula(text: str) -> str:
    """Give text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _FIGURE.fullmatch(text) else text


def csv_cell(text: str) -> str:
    """Give text that opens in a spreadsheet as it stands here."""
    return f"'{text}" if _ALTERED.fullmatch(text) else no_formula(text)


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table: UTF-8 with a byte-order mark, by which spreadsheets know the letters, and CRLF."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow([csv_cell(head) for head in heads])
    sheet.writerows([csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
