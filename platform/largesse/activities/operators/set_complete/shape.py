"""Where the outcomes of ``set_complete`` stand."""

from collections.abc import Iterator
from typing import cast

from largesse.activities.operators.operator import Part
from largesse.activities.operators.reading import fallback, found
from largesse.contracts.documents_gen import DecideSetComplete, PlayOutcome

_SHOWN = ("id", "title", "image")


def outcomes(decide: DecideSetComplete) -> Iterator[Part]:
    """Give the cards in their order, what a whole set brings on top, and the fallback if there is one.

    A card as an outcome has its title and gives nothing by itself.
    """
    for path, card in found(decide, "items/*"):
        shown = {name: card[name] for name in _SHOWN if name in card}
        yield Part(path, cast("PlayOutcome", {**shown, "effects": []}))
    yield from (Part(path, outcome, on_top=True) for path, outcome in found(decide, "outcome"))
    yield from fallback(decide)
