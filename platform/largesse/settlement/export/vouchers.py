"""Vouchers as CSV: one row a side, debit before credit, ready for a general ledger's upload."""

import csv
import io

from largesse.settlement.export.table import Table, safe
from largesse.settlement.figures import decimal


def vouchers(table: Table, exponent: int = 2) -> bytes:
    """Write a table as CSV: UTF-8 with BOM, CRLF, amounts with a full stop and no thousands mark."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow([column.title for column in table.columns])
    for row in table.rows:
        sheet.writerow(
            [
                ""
                if value is None
                else decimal(value, exponent)
                if column.kind == "amount" and isinstance(value, int)
                else safe(str(value))
                for column, value in zip(table.columns, row, strict=True)
            ]
        )
    return out.getvalue().encode("utf-8-sig")
