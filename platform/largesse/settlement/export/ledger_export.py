"""A kind of file that an approved batch gives: what a hookimpl of ``ledger_exports`` brings."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from largesse.kernel.errors import Broken
from largesse.settlement.batches.records import Batch
from largesse.settlement.ledger.records import EntryId
from largesse.store.house import House
from largesse.store.work import Read


@dataclass(frozen=True)
class ApprovedBatch:
    """What an export is made of.

    Args:
        content: what was signed, see ``batches.content``.
        entries: those that go out with it: the accruals it settles, its adjustments, its settlement.
        exponent: decimals of its currency.
    """

    batch: Batch
    content: dict[str, Any]
    approved_at: datetime
    entries: tuple[EntryId, ...]
    exponent: int


@dataclass(frozen=True)
class LedgerExport:
    """How one kind of file is made.

    Args:
        kind: its name in the API and in addresses: small letters, digits and underscores.
        ending: of its file name, without the dot.
        media_type: with which it is downloaded.
        hands_over: whether its entries go to a general ledger: then none of them goes out with another batch.
        make: reads what it needs and gives the bytes; the same rows must give the same bytes.
    """

    kind: str
    ending: str
    media_type: str
    hands_over: bool
    make: Callable[[Read, ApprovedBatch], Awaitable[bytes]]


def exports_of(house: House) -> Mapping[str, LedgerExport]:
    """Give the exports of this process by their kind.

    Raises:
        Broken: two are of one kind.
    """
    return house.single(_exports)


def _exports(house: House) -> Mapping[str, LedgerExport]:
    brought: Sequence[Sequence[LedgerExport]] = house.hook.ledger_exports()
    found: dict[str, LedgerExport] = {}
    for one in (one for some in brought for one in some):
        if found.setdefault(one.kind, one) is not one:
            raise Broken(f"two exports are of the kind {one.kind}")
    return found
