"""What the schema of ``timed_draw`` cannot say."""

from collections.abc import Iterator
from datetime import datetime

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import first, found, repeated
from largesse.contracts.documents_gen import DecideTimedDraw


def faults(decide: DecideTimedDraw) -> Iterator[Fault]:
    """Tell of outcomes that share an id, of a stock beside the places, of values known before the close."""
    yield from repeated(decide, "winners/*/outcome/id", "entry/id")
    yield from (Fault("activities.stock_twice", path) for path, _ in found(decide, "winners/*/outcome/stock"))
    close = datetime.fromisoformat(first(decide, "entry_close"))
    for path, at in found(decide, "seed_source/at"):
        if datetime.fromisoformat(at) <= close:
            yield Fault("activities.not_in_order", path)
