"""What the schema of ``urn`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import found, repeated, values
from largesse.contracts.documents_gen import DecideUrn

PIECES_MAX = 1_000_000


def faults(decide: DecideUrn) -> Iterator[Fault]:
    """Tell of outcomes that share an id, of two stocks, and of more pieces than a draw can tell apart."""
    yield from repeated(decide, "items/*/outcome/id")
    pieces = sum(values(decide, "items/*/n"))
    if pieces > PIECES_MAX:
        facts = (("pieces", str(pieces)), ("most", str(PIECES_MAX)))
        yield Fault("activities.urn_too_large", ("items",), facts)
    yield from (Fault("activities.stock_twice", path) for path, _ in found(decide, "items/*/outcome/stock"))
