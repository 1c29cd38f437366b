"""What a file of clients looks like before it is imported: its encoding, its columns, what is unused."""

from typing import Any

from largesse.audience.clients.masking import CLASSES, masked
from largesse.audience.imports.apart import sheet_apart
from largesse.audience.imports.client_file import Sheet
from largesse.kernel.copy import text
from largesse.kernel.writing import visible
from largesse.store.house import House
from largesse.store.tables.unreadable import Unreadable

SAMPLE_MAX = 60


async def preview(data: bytes, locale: str, house: House) -> dict[str, Any]:
    """Read a file as an import would, in a child, and keep nothing.

    Returns:
        ``why`` in words where the file is refused; else what ``described`` gives.

    Raises:
        ReadingBusy: ``store.reading_busy``.
    """
    try:
        return described(await sheet_apart(data, house))
    except Unreadable as wrong:
        return {"why": why_in_words(wrong.why, wrong.what, locale)}


def described(sheet: Sheet) -> dict[str, Any]:
    """Describe a sheet.

    Returns:
        format, encoding, sheet, the heads' line, how many rows, and each column with the field that it is
        read as and its first value, personal ones masked.
    """
    return {
        "why": "",
        "format": sheet.format,
        "encoding": sheet.encoding,
        "sheet": sheet.name,
        "line": sheet.line,
        "rowCount": len(sheet.rows),
        "columns": [
            {"head": head.text, "field": head.field, "sample": _sample(sheet, at)}
            for at, head in enumerate(sheet.heads)
        ],
    }


def why_in_words(why: str, what: str, locale: str) -> str:
    """Say why a file is refused."""
    column = text(f"audience.column.{what}", locale) if why == "column_missing" else what
    return text(f"audience.unreadable.{why}", locale, {"column": column})


def _sample(sheet: Sheet, at: int) -> str:
    column = (visible(cells[at]).strip() for _, cells in sheet.rows if len(cells) > at)
    found = next(filter(None, column), "")
    field = sheet.heads[at].field
    personal = not field or CLASSES.get(field, "C1") != "C1"
    return (masked(field, found) if found and personal else found)[:SAMPLE_MAX]
