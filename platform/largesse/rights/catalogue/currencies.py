"""In which currencies rights may be priced: those that the books keep, asked of the room that keeps them.

Invariant   a right whose use could not be booked is never made
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from largesse.kernel.errors import Refusal
from largesse.store.house import Port
from largesse.store.work import Read

Kept = Callable[[Read], Awaitable[frozenset[str]]]
KEPT: Port[Kept] = Port("rights.currencies")


@dataclass(frozen=True)
class CurrencyNotKept(Refusal):
    """The institution's books keep no account in this currency."""

    code = "rights.currency_not_kept"
    currency: str
    kept: str
    path: str | None = "currency"


async def expect_kept(read: Read, currency: str) -> None:
    """Refuse a currency that the books do not keep; without books every one will do.

    Raises:
        CurrencyNotKept: ``rights.currency_not_kept``.
    """
    books = read.house.one(KEPT)
    if books is None:
        return
    kept = await books(read)
    if currency not in kept:
        raise CurrencyNotKept(currency, ", ".join(sorted(kept)))
