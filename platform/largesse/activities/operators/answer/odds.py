"""How often ``answer`` brings its outcomes: nobody knows before, so it is reckoned as if all passed."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.contracts.documents_gen import DecideAnswer


def odds(_decide: DecideAnswer) -> tuple[int, ...]:
    """Give the whole million to the pass."""
    return (WHOLE_PPM, 0)
