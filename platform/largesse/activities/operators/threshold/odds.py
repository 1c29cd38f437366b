"""How often ``threshold`` brings each step: once a client, so each is an equal part of the attempts."""

from largesse.activities.operators.odds import WHOLE_PPM
from largesse.activities.operators.reading import values
from largesse.contracts.documents_gen import DecideThreshold
from largesse.kernel.money import allocate


def odds(decide: DecideThreshold) -> tuple[int, ...]:
    """Give each step an equal share, by largest remainder."""
    return tuple(allocate(WHOLE_PPM, [1 for _ in values(decide, "steps/*")]))
