"""The words of exported files: always Chinese, as the institution's books are."""

from largesse.kernel.copy import text
from largesse.settlement.export.table import Column, Kind

LOCALE = "zh-CN"


def word(key: str) -> str:
    """Give a word of the workbook."""
    return text(f"settlement.workbook.{key}", LOCALE)


def columns(*names: str, amounts: tuple[str, ...] = (), counts: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Give columns by their names in the copy; those named in ``amounts`` and ``counts`` are numbers."""
    return tuple(_column(name, amounts, counts) for name in names)


def _column(name: str, amounts: tuple[str, ...], counts: tuple[str, ...]) -> Column:
    kind: Kind = "amount" if name in amounts else "count" if name in counts else "text"
    return Column(word(name), kind, 34 if kind == "text" else 16)
