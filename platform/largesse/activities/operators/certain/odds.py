"""How often ``certain`` brings its outcome."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.contracts.documents_gen import DecideCertain


def odds(_decide: DecideCertain) -> tuple[int, ...]:
    """Give the whole million to the one outcome."""
    return (WHOLE_PPM,)
