"""How often ``quorum`` brings each outcome: one leader to ``n`` friends."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import DecideQuorum
from largesse.kernel.money import allocate


def odds(decide: DecideQuorum) -> tuple[int, ...]:
    """Give each outcome its share of a whole team's attempts, by largest remainder."""
    each = [first(decide, "n") for _ in values(decide, "each")]
    return tuple(allocate(WHOLE_PPM, [1, *each]))
