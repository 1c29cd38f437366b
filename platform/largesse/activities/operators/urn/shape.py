"""Where the outcomes of ``urn`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.activities.operators.reading import fallback, found, values
from largesse.contracts.documents_gen import DecideUrn


def outcomes(decide: DecideUrn) -> Iterator[Part]:
    """Give the items' outcomes in their order, then the fallback if there is one."""
    pieces = values(decide, "items/*/n")
    for (path, outcome), stock in zip(found(decide, "items/*/outcome"), pieces, strict=True):
        yield Part(path, outcome, stock=stock)
    yield from fallback(decide)
