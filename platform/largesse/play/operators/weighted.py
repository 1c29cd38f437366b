"""``weighted``: one item by chance, in parts per million.

Invariant   an exhausted item becomes the fallback; the other items' chances never change
Source      docs/explanation/draws.md; the arithmetic is ``activities.operators.odds``
"""

from collections.abc import Mapping
from typing import Any

from largesse.activities.operators.odds import is_whole, pick
from largesse.activities.operators.weighted import WEIGHTED
from largesse.contracts.documents_gen import DecideWeighted
from largesse.kernel.errors import Broken
from largesse.play.operators.decider import Decider, Published, Turn
from largesse.store.extending import hookimpl


def published(decide: DecideWeighted) -> Published:
    """Give each item's chance and stock, in their order, and the fallback."""
    items = [{"id": one["id"], "ppm": one["ppm"], "stock": one.get("stock")} for one in decide["items"]]
    return {"items": items, "fallback": decide["fallback"]["id"]}


def decide(odds: Published, turn: Turn) -> int:
    """Give the item in whose share of the million the number lies, items in document order."""
    if turn.number is None:
        raise Broken("a weighted draw without its number")
    return pick([item["ppm"] for item in odds["items"]], turn.number)


def verify(odds: Mapping[str, Any], turn: Turn, drawn: str) -> bool:
    """Tell whether the odds are whole and the number lies in the share of the item that was drawn."""
    items = odds["items"]
    shares = [item["ppm"] for item in items]
    if turn.number is None or not is_whole(shares):
        return False
    return bool(items[pick(shares, turn.number)]["id"] == drawn)


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(operator=WEIGHTED, published=published, decide=decide, verify=verify)
