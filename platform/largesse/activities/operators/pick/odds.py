"""How often ``pick`` brings its outcome: always, while the place is free."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.contracts.documents_gen import DecidePick


def odds(_decide: DecidePick) -> tuple[int, ...]:
    """Give the whole million to the one outcome."""
    return (WHOLE_PPM,)
