"""Exports: the workbook finance works with and the vouchers its general ledger takes.

Words       *workbook* XLSX of one batch · *vouchers* CSV, one row a side
Invariant   a file is kept as made and given byte for byte; an entry goes out once; a cell never becomes a
            formula
Source      docs/explanation/settlement.md
"""
