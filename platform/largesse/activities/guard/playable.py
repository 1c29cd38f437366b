"""What of a valid document taking part can serve; the rest stops at submitting, never on a client's phone.

Invariant   the one list: the play room compiles a document exactly when this list is empty
Source      docs/reference/plays.md
"""

from collections.abc import Iterator, Sequence

from largesse.activities.documents.document import Placed, nodes, outcomes
from largesse.activities.documents.grammar import Grammar
from largesse.contracts.documents_gen import ActivityDocument, Limit, Play
from largesse.contracts.reading import pointer

NotServed = tuple[str, str]


def not_served(document: ActivityDocument, grammar: Grammar) -> Iterator[NotServed]:
    """Give path and name of each part that is not served."""
    yield from _limits(document["limits"], "/limits")
    yield from _whole(document)
    for index, play in enumerate(document["plays"]):
        yield from _play(play, index, grammar)


def _play(play: Play, index: int, grammar: Grammar) -> Iterator[NotServed]:
    at = ("plays", index)
    if play["on"]["kind"] not in grammar.triggers.served:
        yield pointer(*at, "on", "kind"), play["on"]["kind"]
    if "when" in play:
        yield pointer(*at, "when"), "when"
    if "cost" in play and play["cost"]["kind"] == "points":
        yield pointer(*at, "cost", "kind"), "points"
    if play.get("effects"):
        yield pointer(*at, "effects"), "effects"
    yield from _limits(play.get("limits", []), pointer(*at, "limits"))
    if play["decide"]["op"] not in grammar.operators.served:
        yield pointer(*at, "decide", "op"), play["decide"]["op"]
        return
    for one in outcomes(play, index, grammar):
        if not _nothing_or_one_unit(one, grammar):
            yield pointer(*one.path, "effects"), one.id


def _whole(document: ActivityDocument) -> Iterator[NotServed]:
    """Parts of the document beside its plays."""
    if document["states"]:
        yield "/states", "states"
    if "experiment" in document:
        yield "/experiment", "experiment"
    if document["window"].get("blackout"):
        yield "/window/blackout", "blackout"
    yield from ((pointer(*path, "visible"), "visible") for node, path in nodes(document) if "visible" in node)


def _limits(limits: Sequence[Limit], at: str) -> Iterator[NotServed]:
    for index, one in enumerate(limits):
        if one["scope"] not in {"client", "activity"}:
            yield f"{at}/{index}/scope", one["scope"]
        elif one["scope"] == "activity" and one["period"] not in {"once", "activity"}:
            yield f"{at}/{index}/period", one["period"]
        if one["on_exceed"] == "queue":
            yield f"{at}/{index}/on_exceed", "queue"


def _nothing_or_one_unit(one: Placed, grammar: Grammar) -> bool:
    """Tell whether an outcome has no effects, or served ones that grant one unit of one right together."""
    effects = one.effects
    served = all(grammar.serves(effect) for effect in effects)
    return served and sum(grant.units for grant in one.grants) == min(len(effects), 1)
