"""How often ``urn`` brings each outcome while the urn is full."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.activities.operators.reading import values
from largesse.contracts.documents_gen import DecideUrn
from largesse.kernel.money import allocate


def odds(decide: DecideUrn) -> tuple[int, ...]:
    """Give each item's share of the pieces at the start, by largest remainder: they make a million."""
    return tuple(allocate(WHOLE_PPM, values(decide, "items/*/n")))
