"""What the schema of ``first_come`` cannot say."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import found, values
from largesse.contracts.documents_gen import DecideFirstCome


def faults(decide: DecideFirstCome) -> Iterator[Fault]:
    """Tell of a stock that is said twice, of nothing to give, and of releases that are not in order."""
    yield from (Fault("activities.stock_twice", path) for path, _ in found(decide, "outcome/stock"))
    if not sum(values(decide, "stock")) and not values(decide, "release/*"):
        yield Fault("activities.nothing_to_give", ("stock",))
    for (_, before), (path, at) in pairwise(found(decide, "release/*/at")):
        if datetime.fromisoformat(at) <= datetime.fromisoformat(before):
            yield Fault("activities.not_in_order", path)
