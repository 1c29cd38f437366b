"""Where the outcomes of ``pick`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.activities.operators.reading import first, found, values
from largesse.contracts.documents_gen import DecidePick


def outcomes(decide: DecidePick) -> Iterator[Part]:
    """Give the one outcome; which place it is, the client says."""
    stock = sum(first(place, "n", 1) for place in values(decide, "places/*"))
    for path, outcome in found(decide, "outcome"):
        yield Part(path, outcome, stock=stock)
