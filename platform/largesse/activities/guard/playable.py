"""What of a valid document taking part can serve; the rest stops at submitting, never on a client's phone.

Invariant   the one list: the play room compiles a document exactly when this list is empty
Source      docs/reference/plays.md
"""

from collections.abc import Collection, Iterator
from typing import Any

from largesse.activities.documents.document import Placed, nodes, outcomes
from largesse.activities.documents.grammar import Grammar
from largesse.activities.operators.reading import found
from largesse.contracts.documents_gen import ActivityDocument, Play
from largesse.contracts.reading import pointer

NotServed = tuple[str, str]
Path = tuple[str | int, ...]
UNITS_MAX = 20
_SCOPES = {"client", "team", "household", "tier", "activity"}


def not_served(document: ActivityDocument, grammar: Grammar) -> Iterator[NotServed]:
    """Give path and name of each part that is not served."""
    yield from _whole(document)
    for index, play in enumerate(document["plays"]):
        yield from _play(play, index, grammar)


def _play(play: Play, index: int, grammar: Grammar) -> Iterator[NotServed]:
    at = ("plays", index)
    yield from _named(play, at, "on/kind", grammar.triggers.served)
    for part, some in (("effects", play.get("effects", [])), ("else", play.get("else", []))):
        yield from (
            (pointer(*at, part, nr), grammar.name_of(one))
            for nr, one in enumerate(some)
            if not grammar.serves(one)
        )
    unserved = list(_named(play, at, "decide/op", grammar.operators.served))
    if unserved:
        yield from unserved
        return
    for one in outcomes(play, index, grammar):
        if not _given_at_once(one, grammar):
            yield pointer(*one.path, "effects"), one.id


def _whole(document: ActivityDocument) -> Iterator[NotServed]:
    """Parts of the document beside its plays."""
    yield from _named(document, (), "states/*/scope", _SCOPES)
    if "experiment" in document:
        yield "/experiment", "experiment"
    if document["window"].get("blackout"):
        yield "/window/blackout", "blackout"
    yield from ((pointer(*path, "visible"), "visible") for node, path in nodes(document) if "visible" in node)


def _named(
    part: Any, at: tuple[str | int, ...], pattern: str, served: Collection[str]
) -> Iterator[NotServed]:
    """Give what a pattern names and is not served."""
    for path, name in found(part, pattern):
        if name not in served:
            yield pointer(*at, *path), str(name)


def _given_at_once(one: Placed, grammar: Grammar) -> bool:
    """Tell whether all effects of an outcome are served and grant what one attempt can give."""
    return (
        all(grammar.serves(effect) for effect in one.effects)
        and sum(grant.units for grant in one.grants) <= UNITS_MAX
    )
