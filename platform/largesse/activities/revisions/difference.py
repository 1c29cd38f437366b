"""What a revision changes against the last approved one, as the approver reads it.

Words       *base* the published document before this one, None for the first
Invariant   pure; plain JSON out; every changed chance, right, cost, stock and limit stands in it
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from largesse.activities.documents.document import (
    Placed,
    all_outcomes,
    hash_of,
    nodes,
    plays,
    rights_of,
    words,
)
from largesse.activities.documents.grammar import Grammar
from largesse.activities.revisions.expectation import expect_cost
from largesse.contracts.documents_gen import ActivityDocument, ActivityDocumentRight

Json = dict[str, Any]
_PLAIN_PARTS = (
    "title",
    "goal",
    "window",
    "audience",
    "budget",
    "limits",
    "experiment",
    "theme",
    "share",
    "states",
)


def summary(
    document: ActivityDocument, budget_left_minor: int | None, warnings: list[Json], grammar: Grammar
) -> Json:
    """Give what an approver must know first; amounts in minor units of ``currency``."""
    cost = expect_cost(document, grammar)
    return {
        "title": document["title"],
        "hash": hash_of(document),
        "goal": document["goal"],
        "window": document["window"],
        "chance": any(played.uncertain for played in plays(document, grammar)),
        "currency": cost.currency,
        "budget_cap_minor": cost.cap_minor,
        "budget_left_minor": budget_left_minor,
        "stock_cost_minor": cost.stock_minor,
        "worst_case_minor": cost.worst_minor,
        "top_prize_minor": cost.top_prize_minor,
        "expected": [{"play": one.play, "expected_minor": one.expected_minor} for one in cost.attempts],
        "odds": [_share(one) for one in all_outcomes(document, grammar) if one.ppm is not None],
        "warnings": warnings,
    }


def difference(base: ActivityDocument | None, document: ActivityDocument, grammar: Grammar) -> Json:
    """Give what changed: odds, rights, stock, limits, disclosure, other parts, pages."""
    old, new = _by_name(base, grammar), _by_name(document, grammar)
    return {
        "base": hash_of(base) if base else None,
        "odds": list(_outcomes(old, new, "ppm")),
        "stock": list(_outcomes(old, new, "stock")),
        "rights": list(_rights(base, document)),
        "plays": list(_plays(base, document)),
        "disclosure": list(_parts(base and base["disclosure"], document["disclosure"])),
        "parts": [one for one in _parts(base, document) if one["part"] in _PLAIN_PARTS],
        "pages": _pages(base, document),
    }


def _share(one: Placed) -> Json:
    return {"play": one.play, "item": one.id, "title": one.title, "ppm": one.ppm}


ByName = dict[tuple[str, str], Placed]


def _by_name(document: ActivityDocument | None, grammar: Grammar) -> ByName:
    if document is None:
        return {}
    return {(one.play, one.id): one for one in all_outcomes(document, grammar)}


def _outcomes(old: ByName, new: ByName, what: str) -> Iterator[Json]:
    for play, item in dict.fromkeys([*old, *new]):
        before, after = _figure(old.get((play, item)), what), _figure(new.get((play, item)), what)
        if before != after:
            one = new.get((play, item)) or old[play, item]
            yield {
                "play": play,
                "item": item,
                "title": one.title,
                "before": before,
                "after": after,
            }


def _figure(one: Placed | None, what: str) -> int | None:
    if one is None:
        return None
    return one.ppm if what == "ppm" else one.outcome.get("stock")


def _rights(base: ActivityDocument | None, document: ActivityDocument) -> Iterator[Json]:
    old, new = rights_of(base) if base else {}, rights_of(document)
    for ref in dict.fromkeys([*old, *new]):
        before, after = old.get(ref), new.get(ref)
        if before != after:
            shown = after or old[ref]
            yield {"ref": ref, "title": shown["title"], "before": _worth(before), "after": _worth(after)}


def _worth(right: ActivityDocumentRight | None) -> Json | None:
    if right is None:
        return None
    kept = ("batch", "unit_cost_minor", "market_value_minor", "currency")
    return {name: value for name, value in right.items() if name in kept}


def _plays(base: ActivityDocument | None, document: ActivityDocument) -> Iterator[Json]:
    """Everything of a play beside its items: trigger, cost, chances, limits, effects, kind of decision."""
    old = {play["id"]: play for play in base["plays"]} if base else {}
    new = {play["id"]: play for play in document["plays"]}
    for name in dict.fromkeys([*old, *new]):
        named = {"play": name, "title": (new.get(name) or old[name])["title"]}
        for part in _parts(old.get(name), new.get(name)):
            if part["part"] != "decide":
                yield named | part
            elif changed := _decided(part):
                yield named | changed


def _decided(part: Json) -> Json | None:
    before, after = (part[side] and part[side]["op"] for side in ("before", "after"))
    return {"part": "decide", "before": before, "after": after} if before != after else None


def _parts(before: object, after: object) -> Iterator[Json]:
    old, new = cast("Mapping[str, Any]", before or {}), cast("Mapping[str, Any]", after or {})
    for part in dict.fromkeys([*old, *new]):
        if old.get(part) != new.get(part):
            yield {"part": part, "before": old.get(part), "after": new.get(part)}


def _pages(base: ActivityDocument | None, document: ActivityDocument) -> Json:
    old = {node["id"]: node for node, _ in nodes(base)} if base else {}
    new = {node["id"]: node for node, _ in nodes(document)}
    return {
        "added": [{"id": one, "type": new[one]["type"]} for one in new if one not in old],
        "removed": [{"id": one, "type": old[one]["type"]} for one in old if one not in new],
        "changed": [
            {"id": one, "type": new[one]["type"]} for one in new if one in old and old[one] != new[one]
        ],
        "moved": [one for one in old if one in new] != [one for one in new if one in old],
    }


def headline(document: ActivityDocument, locale: str = "zh-CN") -> str:
    """Give one line for the inbox."""
    return words(document["title"], locale)
