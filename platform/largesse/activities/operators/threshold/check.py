"""What the schema of ``threshold`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import not_rising, repeated
from largesse.contracts.documents_gen import DecideThreshold


def faults(decide: DecideThreshold) -> Iterator[Fault]:
    """Tell of outcomes that share an id and of steps that do not rise."""
    yield from repeated(decide, "steps/*/outcome/id")
    yield from not_rising(decide, "steps/*/at")
