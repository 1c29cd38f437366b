"""What a schema cannot say of plays and names: where they lead, what is served, what gives nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast

from largesse.activities.documents.document import effects, nodes, outcomes, rights_of
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.playable import not_served
from largesse.activities.guard.problem import Problem, error, warning
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import pointer


def unique(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for a name of its own for each right, play, page, state and node."""
    named: dict[str, list[str]] = {
        "rights": [right["ref"] for right in document["rights"]],
        "plays": [play["id"] for play in document["plays"]],
        "pages": [page["id"] for page in document["pages"]],
        "states": [state["id"] for state in document["states"]],
    }
    for part, names in named.items():
        yield from (error("name_twice", pointer(part), id=name) for name in _repeated(names))
    ids = [node["id"] for node, _ in nodes(document)]
    yield from (error("name_twice", "/pages", id=name) for name in _repeated(ids))


def _repeated(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def faults(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Tell what the operators find wrong with their own shapes."""
    for index, play in enumerate(document["plays"]):
        for fault in grammar.operator_of(play).faults(play["decide"]):
            yield Problem(fault.code, pointer("plays", index, "decide", *fault.path), "error", fault.facts)


def leads(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that effects and components name rights, plays and states of this document."""
    known = {
        "right": set(rights_of(document)),
        "play": {play["id"] for play in document["plays"]},
        "state": {state["id"] for state in document["states"]},
    }
    for effect, path in effects(document, grammar):
        for grant in grammar.grants(effect):
            if grant.right not in known["right"]:
                yield error("name_unknown", pointer(*path, *grant.path), id=grant.right)
        others = {kind: names for kind, names in known.items() if kind != "right"}
        yield from _led(cast("Mapping[str, Any]", effect), path, others)
    for node, path in nodes(document):
        yield from _led(node["props"], (*path, "props"), known)


def _led(
    named: Mapping[str, Any], path: tuple[str | int, ...], known: Mapping[str, set[str]]
) -> Iterator[Problem]:
    for kind, names in known.items():
        name = named.get(kind)
        if isinstance(name, str) and name and name not in names:
            yield error("name_unknown", pointer(*path, kind), id=name)


def served(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask for nothing beyond what taking part can serve."""
    yield from (error("not_served", path, what=what) for path, what in not_served(document, grammar))


def never(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Warn of what is shown and never comes, a slice without prize too: it makes the odds look better."""
    for index, play in enumerate(document["plays"]):
        for one in outcomes(play, index, grammar):
            if one.ppm == 0:
                yield warning("odds_of_nought", pointer(*one.path, "ppm"), one.title)


def empty(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Warn of what looks like a prize and gives nothing: a stock without effects, a play without prize."""
    for index, play in enumerate(document["plays"]):
        placed = [one for one in outcomes(play, index, grammar) if not one.fallback]
        if not any(one.effects for one in placed):
            yield warning("prize_gives_nothing", pointer("plays", index, "decide"), play["title"])
            continue
        for one in placed:
            if one.stock is not None and not one.effects:
                yield warning("prize_gives_nothing", pointer(*one.path), one.title)
