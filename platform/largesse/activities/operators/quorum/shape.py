"""Where the outcomes of ``quorum`` stand."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Part
from largesse.activities.operators.reading import outcomes_at
from largesse.contracts.documents_gen import DecideQuorum


def outcomes(decide: DecideQuorum) -> Iterator[Part]:
    """Give the leader's outcome, each friend's if there is one, then the fallback if there is one."""
    return outcomes_at(decide, "leader", "each")
