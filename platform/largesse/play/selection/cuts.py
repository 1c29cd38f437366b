"""A packet cut into parts before anybody opens it; pure.

Words       *packet* what a team shares; *part* what one of it gets; *over* what is beyond the least of each
Invariant   the parts make the total exactly, none is below the least, and each way to cut it so is equally
            likely: so every place in the list has the same chances
Source      docs/explanation/friends.md
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

Below = Callable[[int], int]


class Packet(NamedTuple):
    """What is shared, in how many parts, and the smallest that one may be; ``least * parts <= total``."""

    total: int
    parts: int
    least: int


def cut(packet: Packet, below: Below) -> list[int]:
    """Give the parts in the order in which they are given.

    What is over and the ``parts - 1`` cuts stand in a row; which of its places are cuts is drawn: ``below``
    gives a fair number below another, and is never asked twice for one below the same.
    """
    places = packet.total - packet.least * packet.parts + packet.parts - 1
    cuts = sorted(_some(packet.parts - 1, places, below))
    return [packet.least + end - begin - 1 for begin, end in pairwise([-1, *cuts, places])]


def _some(count: int, places: int, below: Below) -> set[int]:
    """Draw so many different places, each set of them equally likely (Floyd)."""
    drawn: set[int] = set()
    for last in range(places - count, places):
        place = below(last + 1)
        drawn.add(last if place in drawn else place)
    return drawn
