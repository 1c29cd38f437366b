"""Where the outcomes of ``threshold`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.activities.operators.reading import outcomes_at
from largesse.contracts.documents_gen import DecideThreshold


def outcomes(decide: DecideThreshold) -> Iterator[Part]:
    """Give the steps' outcomes in their order, then the fallback if there is one."""
    return outcomes_at(decide, "steps/*/outcome")
