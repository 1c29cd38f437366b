"""What of a valid document taking part can serve; the rest stops at submitting, never on a client's phone.

Invariant   the one list: the play room compiles a document exactly when this list is empty
Source      docs/reference/plays.md
"""

from collections.abc import Iterator, Sequence

from largesse.activities.documents.document import nodes, outcomes
from largesse.activities.operators.operator import Operators
from largesse.contracts.documents_gen import ActivityDocument, Effect, Limit, Play
from largesse.contracts.reading import pointer

NotServed = tuple[str, str]
TRIGGERS = frozenset({"user.act", "user.enter"})


def not_served(document: ActivityDocument, operators: Operators) -> Iterator[NotServed]:
    """Give path and name of each part that is not served."""
    yield from _limits(document["limits"], "/limits")
    yield from _whole(document)
    for index, play in enumerate(document["plays"]):
        yield from _play(play, index, operators)


def _play(play: Play, index: int, operators: Operators) -> Iterator[NotServed]:
    at = ("plays", index)
    if play["on"]["kind"] not in TRIGGERS:
        yield pointer(*at, "on", "kind"), play["on"]["kind"]
    if "when" in play:
        yield pointer(*at, "when"), "when"
    if "cost" in play and play["cost"]["kind"] == "points":
        yield pointer(*at, "cost", "kind"), "points"
    if play.get("effects"):
        yield pointer(*at, "effects"), "effects"
    yield from _limits(play.get("limits", []), pointer(*at, "limits"))
    if play["decide"]["op"] not in operators.played:
        yield pointer(*at, "decide", "op"), play["decide"]["op"]
        return
    for one in outcomes(play, index, operators):
        if not _one_grant(one.outcome["effects"]):
            yield pointer(*one.path, "effects"), one.outcome["id"]


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


def _one_grant(effects: Sequence[Effect]) -> bool:
    """Tell whether an outcome gives nothing, or one unit of one right."""
    return all(one["do"] == "grant" and one.get("units", 1) == 1 for one in effects) and len(effects) <= 1
