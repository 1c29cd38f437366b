"""What the schema of ``rank`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Compared, Fault
from largesse.activities.operators.rank.shape import counts_places
from largesse.activities.operators.reading import first, found, repeated, values
from largesse.contracts.documents_gen import DecideRank


def faults(decide: DecideRank) -> Iterator[Fault]:
    """Tell of outcomes that share an id, of places in two bands, of a stock beside counted places."""
    yield from repeated(decide, "bands/*/outcome/id", "entry/id")
    before = 0
    for (path, start), end in zip(found(decide, "bands/*/from"), values(decide, "bands/*/to"), strict=True):
        if start <= before:
            yield Fault("activities.not_in_order", path)
        if end < start:
            yield Fault("activities.not_in_order", (*path[:-1], "to"))
        before = max(before, end)
    if counts_places(decide):
        yield from (
            Fault("activities.stock_twice", path) for path, _ in found(decide, "bands/*/outcome/stock")
        )


def compares(decide: DecideRank) -> Compared:
    """Say which state is compared, and when it begins again."""
    return Compared(first(decide, "state"), first(decide, "cycle"), ("state",))
