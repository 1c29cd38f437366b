"""What the schema of ``set_complete`` cannot say."""

from collections.abc import Iterator

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import first, repeated, values
from largesse.contracts.documents_gen import DecideSetComplete


def faults(decide: DecideSetComplete) -> Iterator[Fault]:
    """Tell of cards that share an id, and of a set that never comes whole."""
    yield from repeated(decide, "items/*/id", "outcome/id")
    shares = values(decide, "items/*/ppm")
    wanted, drawn = first(decide, "n_required", len(shares)), sum(share > 0 for share in shares)
    if wanted > drawn:
        yield Fault(
            "activities.set_never_whole", ("items",), (("wanted", str(wanted)), ("drawn", str(drawn)))
        )
