"""What a schema cannot say of plays and names: where they lead, what is served, what gives nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast

from largesse.activities.documents.document import all_outcomes, nodes, outcomes
from largesse.activities.guard.playable import not_served
from largesse.activities.guard.problem import Problem, error, warning
from largesse.activities.operators.operator import Operators
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


def faults(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    """Tell what the operators find wrong with their own shapes."""
    for index, play in enumerate(document["plays"]):
        for fault in operators.by(play).faults(play["decide"]):
            yield Problem(fault.code, pointer("plays", index, "decide", *fault.path), "error", fault.facts)


def leads(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    """Ask that effects and components name rights, plays and states of this document."""
    known = {
        "right": {right["ref"] for right in document["rights"]},
        "play": {play["id"] for play in document["plays"]},
        "state": {state["id"] for state in document["states"]},
    }
    for one in all_outcomes(document, operators):
        for number, effect in enumerate(one.outcome["effects"]):
            yield from _led(cast("Mapping[str, Any]", effect), pointer(*one.path, "effects", number), known)
    for index, play in enumerate(document["plays"]):
        for number, effect in enumerate(play.get("effects", [])):
            yield from _led(
                cast("Mapping[str, Any]", effect), pointer("plays", index, "effects", number), known
            )
    for node, path in nodes(document):
        yield from _led(node["props"], pointer(*path, "props"), known)


def _led(named: Mapping[str, Any], path: str, known: Mapping[str, set[str]]) -> Iterator[Problem]:
    for kind, names in known.items():
        name = named.get(kind)
        if isinstance(name, str) and name and name not in names:
            yield error("name_unknown", f"{path}/{kind}", id=name)


def served(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    """Ask for nothing beyond what taking part can serve."""
    yield from (error("not_served", path, what=what) for path, what in not_served(document, operators))


def empty(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    """Warn of what looks like a prize and gives nothing: a stock without effects, a play without prize."""
    for index, play in enumerate(document["plays"]):
        placed = [one for one in outcomes(play, index, operators) if not one.fallback]
        if not any(one.outcome["effects"] for one in placed):
            yield warning("prize_gives_nothing", pointer("plays", index, "decide"), play["title"])
            continue
        for one in placed:
            if "stock" in one.outcome and not one.outcome["effects"]:
                yield warning("prize_gives_nothing", pointer(*one.path), one.outcome["title"])
