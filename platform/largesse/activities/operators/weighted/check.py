"""What the schema of ``weighted`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import first, found, repeated, values
from largesse.contracts.documents_gen import DecideWeighted


def faults(decide: DecideWeighted) -> Iterator[Fault]:
    """Tell of items that share an id, and of a pity that leads to none or whose growth begins behind its end.

    That the odds make a million is a rule of the guard, which names its source in law.
    """
    yield from repeated(decide, "items/*/id")
    items, hard = values(decide, "items/*/id"), first(decide, "pity/hard")
    for path, item in found(decide, "pity/item"):
        if item not in items:
            yield Fault("activities.name_unknown", path, (("id", item),))
    yield from (
        Fault("activities.not_in_order", path) for path, begin in found(decide, "pity/from") if begin > hard
    )
