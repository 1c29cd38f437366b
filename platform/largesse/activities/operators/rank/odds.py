"""How often ``rank`` brings its outcomes: an act always its own, the rest to as many as have a place."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.activities.operators.reading import values
from largesse.contracts.documents_gen import DecideRank


def odds(decide: DecideRank) -> tuple[int, ...]:
    """Give the whole million to the act; what a place brings follows from the order."""
    return (WHOLE_PPM, *(0 for _ in values(decide, "bands/*")))
