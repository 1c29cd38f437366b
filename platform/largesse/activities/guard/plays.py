"""What a schema cannot say of plays and names: where they lead, what is served, what gives nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from largesse.activities.documents.document import all_outcomes, effects, nodes, plays, rights_of, window
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.pages import plays_named
from largesse.activities.guard.playable import not_served
from largesse.activities.guard.problem import Problem, error, warning
from largesse.activities.operators.reading import first, found, values
from largesse.contracts.documents_gen import ActivityDocument, Effect, Play
from largesse.contracts.reading import pointer
from largesse.kernel.expression import facts_named

STATE, SAID = "state.", "said."
_CHOICES = {"one", "many"}
_COMPARED = {"counter", "sum", "max"}


def unique(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for a name of its own for each right, play, page, state and node."""
    named: dict[str, list[str]] = {
        "rights": [right["ref"] for right in document["rights"]],
        "plays": values(document, "plays/*/id"),
        "pages": values(document, "pages/*/id"),
        "states": values(document, "states/*/id"),
    }
    for part, names in named.items():
        yield from (error("name_twice", pointer(part), id=name) for name in _repeated(names))
    ids = [node["id"] for node, _ in nodes(document)]
    yield from (error("name_twice", "/pages", id=name) for name in _repeated(ids))


def _repeated(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def faults(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Tell what operators and effects find wrong with their own shapes."""
    for index, play in enumerate(document["plays"]):
        for fault in grammar.operator_of(play).faults(play["decide"]):
            yield Problem(fault.code, pointer("plays", index, "decide", *fault.path), "error", fault.facts)
    for effect, path in effects(document, grammar):
        yield from (
            Problem(one.code, pointer(*path, *one.path), "error", one.facts) for one in grammar.faults(effect)
        )
    yield from _parts(document, grammar)
    yield from _reserved(document, grammar)
    yield from _closings(document, grammar)


def _parts(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that where a packet is shared out each outcome gives one part of it, and nothing else anywhere."""
    for played in plays(document, grammar):
        shares = grammar.operator_of(played.play).packet(first(played.play, "decide"))
        for one in played.placed:
            wanted = int(shares and not one.fallback)
            if sum(map(grammar.part, one.effects)) != wanted:
                yield error("part_unfit", pointer(*one.path, "effects"), wanted=str(wanted))
        for name in ("effects", "else"):
            if any(grammar.part(effect) for _, effect in found(played.play, f"{name}/*")):
                yield error("part_unfit", pointer("plays", played.index, name), wanted="0")


def _reserved(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that what is kept to be claimed is all that its outcome gives, and that no place goes with it."""
    for played in plays(document, grammar):
        beside = [*played.play.get("effects", ()), *played.play.get("else", ())]
        if any(one.claim_minutes for effect in beside for one in grammar.grants(effect)):
            yield error("reserve_unfit", pointer("plays", played.index))
        more = any(grammar.grants(effect) for effect in beside) or grammar.operator_of(played.play).answered
        for outcome in played.placed:
            kept = any(one.claim_minutes for one in outcome.grants)
            if kept and (more or sum(one.units for one in outcome.grants) > 1):
                yield error("reserve_unfit", pointer(*outcome.path, "effects"))


def _closings(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that what is decided later closes in time, and that who gets nothing is given nothing."""
    when = window(document)
    for played in plays(document, grammar):
        closes = played.closes
        if closes and closes.at and not when.starts_at < datetime.fromisoformat(closes.at) <= when.ends_at:
            yield error("close_outside_window", pointer("plays", played.index, "decide", *closes.path))
        for one in played.placed if closes else ():
            if one.on_top and any(grammar.enters(effect) for effect in one.effects):
                yield error("entry_unfit", pointer(*one.path, "effects"), id=one.id)
        for nr, effect in enumerate(played.play.get("else", ()) if closes else ()):
            if not grammar.for_losers(effect):
                yield error("else_unfit", pointer("plays", played.index, "else", nr))


def compared(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that a state by which clients are compared is a client's own and begins again with the order."""
    states = {str(first(state, "id")): state for state in values(document, "states/*")}
    for index, play in enumerate(document["plays"]):
        by = grammar.operator_of(play).compares(play["decide"])
        state = states.get(by.state) if by else None
        if by is None or state is None:
            continue
        wanted = "never" if by.cycle == "activity" else by.cycle
        own = first(state, "scope") == "client" and first(state, "reset") == wanted
        if first(state, "kind") not in _COMPARED or not own:
            yield error("state_unfit", pointer("plays", index, "decide", *by.path), id=by.state)


def starts(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Tell what the triggers find wrong; who does not act on the page is asked nothing and pays nothing."""
    zone = str(first(document, "window/tz"))
    for at, play in found(document, "plays/*"):
        trigger = grammar.trigger_of(play)
        for fault in trigger.faults(first(play, "on"), zone):
            yield Problem(fault.code, pointer(*at, "on", *fault.path), "error", fault.facts)
        if not trigger.alone:
            continue
        asks = bool(first(play, "asks"))
        if asks or grammar.operator_of(play).answered:
            yield error("nobody_answers", pointer(*at, "asks" if asks else "decide"))
        if first(play, "cost/kind") == "points":
            yield error("nobody_agrees", pointer(*at, "cost"))


def leads(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that effects and components name rights, plays and states of this document."""
    known = {
        "right": set(rights_of(document)),
        "play": set(values(document, "plays/*/id")),
        "state": set(values(document, "states/*/id")),
    }
    entered = {
        str(first(one, "id")) for one in values(document, "plays/*") if grammar.operator_of(one).takes_entries
    }
    kinds = {str(first(state, "id")): str(first(state, "kind")) for state in values(document, "states/*")}
    for effect, path in effects(document, grammar):
        for grant in grammar.grants(effect):
            if grant.right not in known["right"]:
                yield error("name_unknown", pointer(*path, *grant.path), id=grant.right)
        yield from _led(cast("Mapping[str, Any]", effect), path, _others(known))
        if grammar.enters(effect) and first(effect, "play") in known["play"] - entered:
            yield error("entry_unfit", pointer(*path, "play"), id=first(effect, "play"))
        if grammar.unfit(effect, kinds):
            yield error("move_unfit", pointer(*path, "by"))
        yield from _scored(document, effect, path)
    for index, play in enumerate(document["plays"]):
        yield from _led(cast("Mapping[str, Any]", play["decide"]), ("plays", index, "decide"), _others(known))
        yield from _asked(play, index, grammar)
        for name in sorted(facts_named(play.get("when"))):
            if name.startswith(STATE) and name.removeprefix(STATE) not in known["state"]:
                yield error("name_unknown", pointer("plays", index, "when"), id=name)
    for node, path in nodes(document):
        yield from _led(node["props"], (*path, "props"), known)
        others = (one for one in plays_named(node) if one[0] != "play" and one[1] not in known["play"])
        yield from (error("name_unknown", pointer(*path, "props", at), id=name) for at, name in others)


def _scored(document: ActivityDocument, effect: Effect, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Ask that a score that moves a state is a number of the play's own, with what it can be at most."""
    by, at = first(effect, "by"), path[1]
    if not isinstance(by, str) or not by.startswith(SAID) or not isinstance(at, int):
        return
    asked = [
        one for one in values(document["plays"][at], "asks/*") if first(one, "id") == by.removeprefix(SAID)
    ]
    bounds = [(first(one, "kind"), first(one, "max"), first(one, "per_second")) for one in asked]
    if not any(kind == "number" and most and pace for kind, most, pace in bounds):
        yield error("score_unbounded", pointer(*path, "by"), id=by)


def _others(known: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Give the names of plays and states: what rights are called is checked with what grants them."""
    return {kind: names for kind, names in known.items() if kind != "right"}


def _asked(play: Play, index: int, grammar: Grammar) -> Iterator[Problem]:
    """Ask that choices have options and names of their own, and that the operator's questions are asked."""
    options: dict[str, list[str]] = {}
    for (_, number), question in found(play, "asks/*"):
        at, name = ("plays", index, "asks", number), first(question, "id")
        given = values(question, "options/*/id")
        if name in options:
            yield error("name_twice", pointer(*at, "id"), id=name)
        yield from (error("name_twice", pointer(*at, "options"), id=twice) for twice in _repeated(given))
        if (first(question, "kind") in _CHOICES) != bool(given):
            yield error("options_untrue", pointer(*at, "options"))
        options[name] = given
    for wanted in grammar.operator_of(play).wants(play["decide"]):
        at_key = pointer("plays", index, "decide", *wanted.path)
        if wanted.question not in options:
            yield error("name_unknown", at_key, id=wanted.question)
        else:
            missing = (one for one in wanted.options if one not in options[wanted.question])
            yield from (error("name_unknown", at_key, id=one) for one in missing)


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
    for one in all_outcomes(document, grammar):
        if one.ppm == 0:
            yield warning("odds_of_nought", pointer(*one.path, "ppm"), one.title)


def empty(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Warn of what looks like a prize and gives nothing: a stock without effects, a play without prize.

    A play that itself does something on each attempt is there for that.
    """
    for played in plays(document, grammar):
        if played.play.get("effects"):
            continue
        if not any(one.effects for one in played.offered):
            yield warning("prize_gives_nothing", pointer("plays", played.index, "decide"), played.title)
            continue
        for one in played.offered:
            if one.stock is not None and not one.effects:
                yield warning("prize_gives_nothing", pointer(*one.path), one.title)
