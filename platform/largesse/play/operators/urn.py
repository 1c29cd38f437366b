"""``urn``: a piece drawn by chance and not put back.

Invariant   the chance of an outcome is what is left of it among all that is left, counted under lock
Source      docs/explanation/draws.md
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import msgspec

from largesse.activities.operators.reading import first, values
from largesse.activities.operators.urn import URN
from largesse.contracts.documents_gen import DecideUrn
from largesse.kernel.errors import Broken
from largesse.play.operators.decider import Decider, Met, Published, Stated, Turn
from largesse.store.extending import hookimpl


class Pieces(msgspec.Struct, frozen=True):
    """An outcome and how many pieces of it there are at the start."""

    id: str
    n: int


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    items: tuple[Pieces, ...]
    fallback: str | None


def published(decide: DecideUrn) -> Published:
    """Give the pieces at the start, in their order, and the fallback."""
    ids, pieces = values(decide, "items/*/outcome/id"), values(decide, "items/*/n")
    items = [{"id": one, "n": n} for one, n in zip(ids, pieces, strict=True)]
    return {"items": items, "fallback": first(decide, "fallback/id")}


def decide(odds: Odds, turn: Turn) -> Met:
    """Give the outcome of the piece that the number means, pieces side by side in document order."""
    left = [turn.left[item.id] for item in odds.items]
    return Met(_piece(left, turn.number), basis={"left": left})


def _piece(left: Sequence[int], number: int | None) -> int:
    if number is None or not 0 <= number < sum(left):
        raise Broken("a piece that is not in the urn")
    return next(index for index, end in enumerate(accumulate(left)) if number < end)


def verify(odds: Odds, turn: Turn, drawn: str) -> bool:
    """Tell whether the number means a piece of what was drawn, and no more was left than there were."""
    left = [turn.left[item.id] for item in odds.items]
    if turn.number is None or not 0 <= turn.number < sum(left):
        return False
    within = all(0 <= units <= item.n for units, item in zip(left, odds.items, strict=True))
    return within and odds.items[_piece(left, turn.number)].id == drawn


class Basis(msgspec.Struct, frozen=True):
    """What was left of each outcome before the draw."""

    left: tuple[int, ...]


def stated(odds: Odds, basis: Mapping[str, Any], drawn: str) -> Stated:
    """Give each outcome's share of the pieces that were left."""
    left = msgspec.convert(dict(basis), Basis).left
    return Stated(drawn, {item.id: units / sum(left) for item, units in zip(odds.items, left, strict=True)})


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=URN,
        published=published,
        decide=decide,
        verify=verify,
        odds=Odds,
        reads_left=True,
        stated=stated,
    )
