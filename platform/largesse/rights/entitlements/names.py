"""Names beside ids: whose right it is, masked as the audience room masks it."""

from typing import Any

from largesse.audience.clients.reads import names_of
from largesse.store.work import Read


async def with_names(read: Read, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add ``client_name`` to rows that have a ``holder``."""
    names = await names_of(read, [row["holder"] for row in rows])
    return [{**row, "client_name": names.get(row["holder"], "")} for row in rows]
