"""What the schema of ``streak`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import first, found, not_rising, repeated
from largesse.contracts.documents_gen import DecideStreak


def faults(decide: DecideStreak) -> Iterator[Fault]:
    """Tell of outcomes that share an id, of steps that do not rise or lie behind the end of the cycle."""
    yield from repeated(decide, "steps/*/outcome/id", "outcome/id")
    yield from not_rising(decide, "steps/*/days")
    for path, days in found(decide, "steps/*/days"):
        if days > first(decide, "cycle_days", days):
            yield Fault("activities.behind_the_cycle", path)
