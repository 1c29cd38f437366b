"""What the schema of ``pick`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import found, repeated
from largesse.contracts.documents_gen import DecidePick


def faults(decide: DecidePick) -> Iterator[Fault]:
    """Tell of places that share an id, and of a stock beside that of the places."""
    yield from repeated(decide, "places/*/id")
    yield from (Fault("activities.stock_twice", path) for path, _ in found(decide, "outcome/stock"))
