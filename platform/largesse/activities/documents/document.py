"""Reading an activity document: its plays, outcomes, prizes and hash.

Words       *outcome* what a play may give; *prize* an outcome that grants something
Invariant   pure: the document is plain JSON that fits activity.v1
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from largesse.contracts.documents_gen import (
    ActivityDocument,
    ActivityDocumentRight,
    Node,
    Play,
    PlayOutcome,
    PlayWeightedItem,
    Text,
)
from largesse.kernel.canonical import digest

Outcome = PlayOutcome | PlayWeightedItem


@dataclass(frozen=True, slots=True)
class Placed:
    """An outcome and where it stands; ``ppm`` is None where chance does not decide."""

    play: str
    outcome: Outcome
    path: tuple[str | int, ...]
    ppm: int | None
    fallback: bool = False


def hash_of(document: ActivityDocument) -> str:
    """Give ``sha256:…`` of the canonical document: its address."""
    return digest(document)


def is_chance(play: Play) -> bool:
    """Tell whether the outcome is uncertain, which makes the play a prize draw in law."""
    return play["decide"]["op"] == "weighted"


def outcomes(play: Play, index: int) -> Iterator[Placed]:
    """Give every outcome of the play at ``plays[index]``, the fallback last."""
    decide, at = play["decide"], ("plays", index, "decide")
    if decide["op"] == "weighted":
        for number, item in enumerate(decide["items"]):
            yield Placed(play["id"], item, (*at, "items", number), item["ppm"])
    else:
        yield Placed(play["id"], decide["outcome"], (*at, "outcome"), None)
    if "fallback" in decide:
        yield Placed(play["id"], decide["fallback"], (*at, "fallback"), None, fallback=True)


def all_outcomes(document: ActivityDocument) -> Iterator[Placed]:
    """Give every outcome of every play."""
    for index, play in enumerate(document["plays"]):
        yield from outcomes(play, index)


def rights_of(document: ActivityDocument) -> dict[str, ActivityDocumentRight]:
    """Give the document's rights by their name in it."""
    return {right["ref"]: right for right in document["rights"]}


def granted(document: ActivityDocument, outcome: Outcome) -> list[tuple[ActivityDocumentRight, int]]:
    """Give the rights, with units, that an outcome grants; names that lead nowhere are left out."""
    known = rights_of(document)
    return [
        (known[effect["right"]], effect.get("units", 1))
        for effect in outcome["effects"]
        if effect["do"] == "grant" and effect["right"] in known
    ]


def cost_minor(document: ActivityDocument, outcome: Outcome) -> int:
    """Give what one such outcome costs the institution, in minor units of the budget's currency."""
    return sum(right["unit_cost_minor"] * units for right, units in granted(document, outcome))


def worth_minor(document: ActivityDocument, outcome: Outcome) -> int:
    """Give what one such outcome is worth to the client, in minor units."""
    return sum(right["market_value_minor"] * units for right, units in granted(document, outcome))


def nodes(document: ActivityDocument) -> Iterator[tuple[Node, tuple[str | int, ...]]]:
    """Give every node of every page with its path, slots included, in reading order."""
    for number, page in enumerate(document["pages"]):
        yield from _below(page["nodes"], ("pages", number, "nodes"))


def _below(some: list[Node], path: tuple[str | int, ...]) -> Iterator[tuple[Node, tuple[str | int, ...]]]:
    for number, node in enumerate(some):
        here = (*path, number)
        yield node, here
        for slot, inner in node.get("slots", {}).items():
            yield from _below(inner, (*here, "slots", slot))


def window(document: ActivityDocument) -> tuple[datetime, datetime]:
    """Give start and end as aware instants."""
    span = document["window"]
    return datetime.fromisoformat(span["start"]), datetime.fromisoformat(span["end"])


def words(text: Text, locale: str) -> str:
    """Give a text in a language, Chinese where that is missing."""
    said = cast("dict[str, str]", text)
    return said.get(locale) or said["zh-CN"]
