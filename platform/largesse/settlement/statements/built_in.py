"""The formats that every house reads: workbooks, and delimited text for what is nothing else."""

import pluggy

from largesse.settlement.statements.delimited import DELIMITED
from largesse.settlement.statements.formats import StatementFormat
from largesse.settlement.statements.workbook import WORKBOOK
from largesse.store.house import PROJECT

hookimpl = pluggy.HookimplMarker(PROJECT)
FORMATS = (WORKBOOK, DELIMITED)


@hookimpl
def statement_formats() -> tuple[StatementFormat, ...]:
    """Bring both; delimited text takes whatever comes to it, so it stands last."""
    return FORMATS
