"""How often ``timed_draw`` brings its outcomes: entering always, the rest to as many as have a place."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.activities.operators.reading import values
from largesse.contracts.documents_gen import DecideTimedDraw


def odds(decide: DecideTimedDraw) -> tuple[int, ...]:
    """Give the whole million to entering; what is won follows from how many enter."""
    return (WHOLE_PPM, *(0 for _ in values(decide, "winners/*")))
