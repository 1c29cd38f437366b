"""``rank``: an act counts by its effects; who gets what is settled at the end of the cycle, by the order."""

import msgspec

from largesse.activities.operators.rank import RANK
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import DecideRank
from largesse.play.operators.decider import Decider, Published, Turn
from largesse.play.operators.later import Band, Ranking
from largesse.play.operators.shown import Seen, Shown
from largesse.store.extending import hookimpl


class Places(msgspec.Struct, frozen=True):
    """The first and the last of some places, and what each brings."""

    id: str
    first: int
    last: int


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    entry: str
    state: str
    cycle: str
    tie_break: str
    bands: tuple[Places, ...]


def published(decide: DecideRank) -> Published:
    """Give what is compared, over which cycle, how equal scores stand, and what the places bring."""
    ids, starts, ends = (values(decide, f"bands/*/{name}") for name in ("outcome/id", "from", "to"))
    return {
        "entry": first(decide, "entry/id"),
        "state": first(decide, "state"),
        "cycle": first(decide, "cycle"),
        "tie_break": first(decide, "tie_break"),
        "bands": [
            {"id": one, "first": start, "last": end}
            for one, start, end in zip(ids, starts, ends, strict=True)
        ],
    }


def decide(_odds: Odds, _turn: Turn) -> int:
    """Give what an act brings at once; its effects move the state."""
    return 0


def verify(odds: Odds, turn: Turn, drawn: str) -> bool:
    """Tell that no number was drawn, and that an act or a place was met."""
    return turn.number is None and drawn in {odds.entry, *(one.id for one in odds.bands)}


def ranking(odds: Odds) -> Ranking:
    """Say by what clients are put into an order, and what their places bring."""
    bands = tuple(Band(one.id, one.first, one.last) for one in odds.bands)
    return Ranking(odds.entry, odds.state, odds.cycle, odds.tie_break == "shared", bands)


def shown(decide: DecideRank, seen: Seen) -> Shown:
    """Show what the state has reached in this cycle."""
    return Shown({"reached": seen.states[first(decide, "state")][0]})


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=RANK,
        published=published,
        decide=decide,
        verify=verify,
        odds=Odds,
        ranking=ranking,
        shown=shown,
    )
