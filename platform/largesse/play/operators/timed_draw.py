"""``timed_draw``: an attempt is an entry; who gets what is selected later, by public values."""

from datetime import datetime

import msgspec

from largesse.activities.operators.reading import first, values
from largesse.activities.operators.timed_draw import TIMED_DRAW
from largesse.contracts.documents_gen import DecideTimedDraw
from largesse.play.operators.decider import Decider, Published, Turn
from largesse.play.operators.later import Drawing, EntryClosed
from largesse.store.extending import hookimpl


class Source(msgspec.Struct, frozen=True):
    """The public values that select."""

    name: dict[str, str]
    at: datetime
    count: int


class Places(msgspec.Struct, frozen=True):
    """How many are selected for an outcome."""

    id: str
    n: int


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    entry: str
    close: datetime
    source: Source
    winners: tuple[Places, ...]


def published(decide: DecideTimedDraw) -> Published:
    """Give the close, whose values select, and how many are selected for what."""
    ids, counts = values(decide, "winners/*/outcome/id"), values(decide, "winners/*/n")
    return {
        "entry": first(decide, "entry/id"),
        "close": first(decide, "entry_close"),
        "source": first(decide, "seed_source"),
        "winners": [{"id": one, "n": n} for one, n in zip(ids, counts, strict=True)],
    }


def decide(odds: Odds, turn: Turn) -> int:
    """Enter the client, until the close."""
    if turn.at >= odds.close:
        raise EntryClosed
    return 0


def verify(odds: Odds, turn: Turn, drawn: str) -> bool:
    """Tell that no number was drawn, and that entering or a place was met; which place, the list says."""
    return turn.number is None and drawn in {odds.entry, *(one.id for one in odds.winners)}


def drawing(odds: Odds) -> Drawing:
    """Say when the draw is, and for what."""
    places = tuple((one.id, one.n) for one in odds.winners)
    return Drawing(odds.entry, odds.close, odds.source.at, odds.source.count, places, odds.source.name)


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=TIMED_DRAW,
        published=published,
        decide=decide,
        verify=verify,
        odds=Odds,
        drawing=drawing,
    )
