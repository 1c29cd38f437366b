"""Check a settled ranking from the record alone: the order, the places, what they bring, the prizes.

Invariant   the first thing that differs is named; what follows from it is not told again
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

import msgspec

from largesse.play.operators.later import Ranking

Fault = tuple[str, str]


class Stood(msgspec.Struct):
    """One in the order, with what was reached and when."""

    client: UUID
    place: int
    score: int
    reached_at: datetime


class Gave(msgspec.Struct):
    """What a place brings; ``number`` counts all in the order, from 1."""

    number: int
    outcome: str
    passed_over: str | None = None


class SettledOrder(msgspec.Struct):
    """A cycle that is settled and given, as the record has it."""

    play: str
    cycle: str
    revision_hash: str
    order: list[Stood]
    places: list[Gave]


class Prize(NamedTuple):
    """A draw of the record by which a place was given."""

    client: UUID
    play: str
    cycle: str
    place: int
    given: str


def ranked_faults(settled: SettledOrder, ranking: Ranking, prizes: Sequence[Prize]) -> Iterator[Fault]:
    """Work a settled order out again; gives code and path of what does not fit.

    ``prizes``: the draws of the record that gave places, in its order, whatever play they are of.
    """
    wrong = next(_misplaced(settled.order, shared=ranking.shared), None)
    if wrong is not None:
        yield "play.order_does_not_fit", f"/order/{wrong}"
        return
    wanted = [(nr, band) for nr, one in enumerate(settled.order, 1) if (band := ranking.brings(one.place))]
    if [(one.number, one.outcome) for one in settled.places] != wanted:
        yield "play.place_does_not_fit", "/places"
        return
    due = {
        (one.client, one.place, gave.outcome)
        for gave in settled.places
        if not gave.passed_over
        for one in (settled.order[gave.number - 1],)
    }
    given = [
        (one.client, one.place, one.given)
        for one in prizes
        if (one.play, one.cycle) == (settled.play, settled.cycle)
    ]
    if len(given) != len(set(given)) or not due.issuperset(given):
        yield "play.prize_without_place", "/places"
    elif due.difference(given):
        yield "play.prize_not_given", "/places"


def _misplaced(order: Sequence[Stood], *, shared: bool) -> Iterator[int]:
    """Give where the order is not by score and by the rule of equal scores, or a client stands twice."""
    for nr, (before, one) in enumerate(pairwise(order), 1):
        if one.score > before.score or (one.score == before.score and one.reached_at < before.reached_at):
            yield nr
    seen: set[UUID] = set()
    first = 0
    for nr, one in enumerate(order):
        if one.score != order[first].score:
            first = nr
        if one.place != (first if shared else nr) + 1 or one.client in seen:
            yield nr
        seen.add(one.client)
