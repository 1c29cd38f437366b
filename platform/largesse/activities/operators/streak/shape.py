"""Where the outcomes of ``streak`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.activities.operators.reading import outcomes_at
from largesse.contracts.documents_gen import DecideStreak


def outcomes(decide: DecideStreak) -> Iterator[Part]:
    """Give the daily outcome, those of the steps, then the fallback if there is one."""
    return outcomes_at(decide, "outcome", "steps/*/outcome")
