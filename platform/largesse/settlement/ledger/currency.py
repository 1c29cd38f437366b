"""The currencies of the books: an account is opened in one of them on first use, in no other."""

from largesse.store.work import Read


async def currencies(read: Read) -> frozenset[str]:
    """Give the ISO 4217 codes in which accounts can be opened."""
    return frozenset(row["code"] for row in await read.rows("select code from settlement_currency"))
