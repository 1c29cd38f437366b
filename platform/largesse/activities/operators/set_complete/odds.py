"""How often ``set_complete`` brings each card, and a whole set."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import DecideSetComplete


def odds(decide: DecideSetComplete) -> tuple[int, ...]:
    """Give the cards' shares, then a whole set's at best: once in as many attempts as it has cards."""
    shares = values(decide, "items/*/ppm")
    return (*shares, WHOLE_PPM // first(decide, "n_required", len(shares)))
