"""The bounds of archives and sheets, told as findings of a statement."""

from largesse.settlement.statements.problem import Unreadable
from largesse.store import archive
from largesse.store.workbook_bounds import Unfit


def check_archive(data: bytes) -> int:
    """Refuse an archive that is no workbook or would grow too large; gives how many cells are formulas.

    Raises:
        Unreadable: file_too_large, format_unsupported, too_many_rows, too_many_columns, workbook_unreadable.
    """
    try:
        return archive.check_archive(data)
    except Unfit as unfit:
        raise Unreadable(unfit.code, **unfit.facts) from unfit


def check_shape(rows: int, columns: int) -> None:
    """Refuse a sheet of more rows, columns or cells than a statement has.

    Raises:
        Unreadable: too_many_rows, too_many_columns.
    """
    try:
        archive.check_shape(rows, columns)
    except Unfit as unfit:
        raise Unreadable(unfit.code, **unfit.facts) from unfit
