"""Check the packets that teams shared from the record alone: each is cut again, by the seeds that it names.

Invariant   a packet is cut once, by the revision under which its team was begun; nobody gets another's part
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from largesse.play.seeds.number import packet_dice
from largesse.play.selection.cuts import Packet, cut


class Opened(NamedTuple):
    """A draw of the record that brought something of a play with packets.

    ``number`` in the record, from 0; ``team`` and ``part`` None: it names none.
    """

    number: int
    play: str
    leads: bool
    team: UUID | None
    part: int | None


class Shared(NamedTuple):
    """What the teams of a play share under one revision, None: nothing; with the revision's seed."""

    seed: bytes
    packet: Packet | None


def packet_faults(
    activity: UUID, shared: Mapping[str, Sequence[Shared]], opened: Iterable[Opened]
) -> Iterator[int]:
    """Give the draws, by their number in the record, whose part is none of their team's packet.

    ``shared`` by play. A team that was begun before its play had packets has none.
    """
    teams: dict[tuple[str, UUID], list[Opened]] = {}
    for one in opened:
        if one.team is not None and one.part is not None:
            teams.setdefault((one.play, one.team), []).append(one)
        elif all(each.packet for each in shared[one.play]):
            yield one.number
    for (play, team), parts in teams.items():
        lists = [cut(one.packet, packet_dice(one.seed, activity, team)) for one in shared[play] if one.packet]
        if not any(_fit(parts, each) for each in lists):
            yield from (one.number for one in parts)


def _fit(opened: Sequence[Opened], parts: Sequence[int]) -> bool:
    """Tell whether friends got different parts of a list, and its leader the last, once."""
    own = [one.part for one in opened if one.leads]
    others = Counter(one.part for one in opened if not one.leads)
    return own in ([], [parts[-1]]) and others <= Counter(parts[:-1])
