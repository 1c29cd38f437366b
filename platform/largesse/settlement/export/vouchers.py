"""Vouchers as CSV: one row a side, debit before credit, ready for a general ledger's upload."""

from largesse.kernel.csv_file import csv_file
from largesse.kernel.money import written
from largesse.settlement.export.table import Column, Table, Value


def vouchers(table: Table, exponent: int = 2) -> bytes:
    """Write a table as the house's CSV, amounts with a full stop and no thousands mark."""
    rows = ([_plain(*pair, exponent) for pair in zip(table.columns, row, strict=True)] for row in table.rows)
    return csv_file([column.title for column in table.columns], rows)


def _plain(column: Column, value: Value, exponent: int) -> str:
    if value is None:
        return ""
    if column.kind != "amount" or not isinstance(value, int):
        return str(value)
    return written(value, exponent if column.exponent is None else column.exponent)
