"""What the schema of ``quorum`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import repeated
from largesse.contracts.documents_gen import DecideQuorum


def faults(decide: DecideQuorum) -> Iterator[Fault]:
    """Tell of outcomes that share an id."""
    yield from repeated(decide, "leader/id", "each/id", "fallback/id")
