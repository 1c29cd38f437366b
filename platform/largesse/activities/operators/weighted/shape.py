"""Where the outcomes of ``weighted`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.contracts.documents_gen import DecideWeighted


def outcomes(decide: DecideWeighted) -> Iterator[Part]:
    """Give the items in their order, then the fallback."""
    for number, item in enumerate(decide["items"]):
        yield Part(("items", number), item)
    yield Part(("fallback",), decide["fallback"], fallback=True)
