"""The exports that every house has: a workbook for people, vouchers for the general ledger."""

import asyncio

from largesse.settlement.export.ledger_export import ApprovedBatch, LedgerExport
from largesse.settlement.export.voucher_table import voucher_table
from largesse.settlement.export.vouchers import vouchers
from largesse.settlement.export.words import word
from largesse.settlement.export.workbook import workbook
from largesse.settlement.export.workbook_tables import workbook_tables
from largesse.store.extending import hookimpl
from largesse.store.work import Read


async def _workbook(read: Read, given: ApprovedBatch) -> bytes:
    tables = await workbook_tables(read, given)
    return await asyncio.to_thread(workbook, tables, given.approved_at, word("total"), given.exponent)


async def _vouchers(read: Read, given: ApprovedBatch) -> bytes:
    table = await voucher_table(read, given.entries)
    return await asyncio.to_thread(vouchers, table, given.exponent)


WORKBOOK = LedgerExport(
    kind="workbook",
    ending="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    hands_over=False,
    make=_workbook,
)
VOUCHERS = LedgerExport(
    kind="vouchers",
    ending="csv",
    media_type="text/csv; charset=utf-8",
    hands_over=True,
    make=_vouchers,
)


@hookimpl
def ledger_exports() -> tuple[LedgerExport, ...]:
    """Bring both."""
    return WORKBOOK, VOUCHERS
