"""How often ``first_come`` brings its outcome: always, while there is some."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.contracts.documents_gen import DecideFirstCome


def odds(_decide: DecideFirstCome) -> tuple[int, ...]:
    """Give the whole million to the one outcome."""
    return (WHOLE_PPM,)
