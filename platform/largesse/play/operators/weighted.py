"""``weighted``: one item by chance, in parts per million.

Words       *misses* attempts in a row that did not bring the item of the pity; *tries* the client's attempts
Invariant   an exhausted or locked item becomes the fallback; the other items' chances never change, but that
            a pity takes from those that give nothing
Source      docs/explanation/draws.md; the arithmetic is ``activities.operators.odds``
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from largesse.activities.operators.odds import WHOLE_PPM, is_whole, pick
from largesse.activities.operators.weighted import WEIGHTED
from largesse.contracts.documents_gen import DecideWeighted
from largesse.kernel.errors import Broken
from largesse.play.operators.decider import Decider, Met, Published, Stated, Turn
from largesse.store.extending import hookimpl


class Item(msgspec.Struct, frozen=True):
    """An item with its chance; ``gives`` stands where a pity takes from those that give nothing."""

    id: str
    ppm: int
    stock: int | None = None
    unlock_after: int = 0
    gives: bool = True


class Pity(msgspec.Struct, frozen=True):
    """The item that comes the surer the longer it was missed."""

    item: str
    hard: int
    begins: int | None = msgspec.field(default=None, name="from")
    step_ppm: int = 0


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    items: tuple[Item, ...]
    fallback: str
    pity: Pity | None = None


class Memory(msgspec.Struct, frozen=True):
    """What is kept of a client where a pity or a lock needs it."""

    tries: int = 0
    misses: int = 0


def published(decide: DecideWeighted) -> Published:
    """Give each item's chance and stock, in their order, and the fallback; also pity and locks."""
    pity = decide.get("pity")
    items = [_item(one, pitied=pity is not None) for one in decide["items"]]
    odds: Published = {"items": items, "fallback": decide["fallback"]["id"]}
    return odds | {"pity": pity} if pity else odds


def _item(one: Any, *, pitied: bool) -> dict[str, Any]:
    item = {"id": one["id"], "ppm": one["ppm"], "stock": one.get("stock")}
    item |= {name: one[name] for name in ("unlock_after",) if name in one}
    return item | {"gives": bool(one["effects"])} if pitied else item


def decide(odds: Odds, turn: Turn) -> Met | int:
    """Give the item in whose share of the million the number lies, items in document order."""
    if turn.number is None:
        raise Broken("a weighted draw without its number")
    if odds.pity is None and not any(item.unlock_after for item in odds.items):
        return pick([item.ppm for item in odds.items], turn.number)
    kept = msgspec.convert(turn.memory or {}, Memory)
    index = pick(shares(odds, kept.misses), turn.number)
    met = odds.items[index]
    missed = 0 if odds.pity is None or met.id == odds.pity.item else kept.misses + 1
    memory = msgspec.to_builtins(Memory(kept.tries + 1, missed))
    return Met(index, memory, memory, basis=msgspec.to_builtins(kept), gone=met.unlock_after > kept.tries)


def shares(odds: Odds, misses: int) -> list[int]:
    """Give the items' shares of the million after so many misses.

    The item of the pity grows by ``step_ppm`` with each miss from ``from`` on, out of the items that give
    nothing, the last first; after ``hard`` misses it has the whole million.
    """
    found, pity = [item.ppm for item in odds.items], odds.pity
    if pity is None:
        return found
    begins = pity.begins or pity.hard
    if misses < begins:
        return found
    if misses >= pity.hard:
        return [WHOLE_PPM if item.id == pity.item else 0 for item in odds.items]
    lucky = next(nr for nr, item in enumerate(odds.items) if item.id == pity.item)
    wanted = pity.step_ppm * (misses - begins + 1)
    for nr in reversed(range(len(found))):
        if not odds.items[nr].gives and nr != lucky:
            taken = min(wanted, found[nr])
            found[nr], found[lucky], wanted = found[nr] - taken, found[lucky] + taken, wanted - taken
    return found


def verify(odds: Odds, turn: Turn, drawn: str) -> bool:
    """Tell whether the odds are whole and the number lies in the share of the item that was drawn."""
    if turn.number is None or not is_whole([item.ppm for item in odds.items]):
        return False
    met = decide(odds, turn)
    return odds.items[met if isinstance(met, int) else met.index].id == drawn


def stated(odds: Odds, basis: Mapping[str, Any], drawn: str) -> Stated:
    """Give the items' shares as they stood after the client's misses; a locked item counts as drawn."""
    kept = msgspec.convert(dict(basis), Memory)
    parts = zip(odds.items, shares(odds, kept.misses), strict=True)
    return Stated(drawn, {item.id: ppm / WHOLE_PPM for item, ppm in parts})


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=WEIGHTED, published=published, decide=decide, verify=verify, odds=Odds, stated=stated
    )
