"""Where the outcomes of ``first_come`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.activities.operators.reading import fallback, found, values
from largesse.contracts.documents_gen import DecideFirstCome


def outcomes(decide: DecideFirstCome) -> Iterator[Part]:
    """Give the outcome, then the fallback if there is one."""
    stock = sum(values(decide, "stock")) + sum(values(decide, "release/*/n"))
    for path, outcome in found(decide, "outcome"):
        yield Part(path, outcome, stock=stock)
    yield from fallback(decide)
