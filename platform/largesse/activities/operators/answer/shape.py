"""Where the outcomes of ``answer`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.activities.operators.reading import outcomes_at
from largesse.contracts.documents_gen import DecideAnswer


def outcomes(decide: DecideAnswer) -> Iterator[Part]:
    """Give what a pass brings, what else comes, then the fallback if there is one."""
    return outcomes_at(decide, "outcome", "otherwise")
