"""What the schema of ``weighted`` cannot say."""

from collections import Counter
from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.contracts.documents_gen import DecideWeighted


def faults(decide: DecideWeighted) -> Iterator[Fault]:
    """Tell of items that share an id.

    That the odds make a million is a rule of the guard, which names its source in law.
    """
    for name, times in Counter(item["id"] for item in decide["items"]).items():
        if times > 1:
            yield Fault("activities.name_twice", ("items",), (("id", name),))
