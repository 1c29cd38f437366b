"""The formats that every house reads: workbooks, and delimited text for what is nothing else."""

from largesse.settlement.statements.delimited import DELIMITED
from largesse.settlement.statements.formats import StatementFormat
from largesse.settlement.statements.workbook import WORKBOOK
from largesse.store.extending import hookimpl

FORMATS = (WORKBOOK, DELIMITED)


@hookimpl
def statement_formats() -> tuple[StatementFormat, ...]:
    """Bring both; delimited text takes whatever comes to it, so it stands last."""
    return FORMATS
