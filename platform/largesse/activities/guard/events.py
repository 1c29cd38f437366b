"""What a document asks of events: only values that the play's own event is declared to carry.

Words       ``event.<name>`` a value of the event that starts the play, in its conditions and as what moves a
            state
Invariant   pure; what nobody declared is told of by the guard, see ``cause_rules``
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from largesse.activities.documents.document import effects
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.causes import EVENT
from largesse.activities.guard.problem import Problem, error
from largesse.audience.facts.regulated import Prop
from largesse.contracts.documents_gen import ActivityDocument, Play
from largesse.contracts.reading import pointer
from largesse.kernel.expression import facts_named

_KINDS: Mapping[str, type] = {"number": int, "flag": bool, "text": str, "day": str}


def known(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask that plays name only what their event carries, and compare it with values of its kind."""
    for index, play in enumerate(document["plays"]):
        props = _props(play, grammar)
        if props is not None:
            yield from _asked(play, index, props)
    for effect, path in effects(document, grammar):
        by = cast("Mapping[str, Any]", effect).get("by")
        if isinstance(by, str) and by.startswith(EVENT) and isinstance(path[1], int):
            props = _props(document["plays"][path[1]], grammar)
            if props is not None and by.removeprefix(EVENT) not in props:
                yield error("prop_unknown", pointer(*path, "by"), id=by)


def _props(play: Play, grammar: Grammar) -> Mapping[str, Prop] | None:
    """Give what a play's event carries; nothing where it waits for none, None where nobody declared it."""
    match cast("Mapping[str, Any]", play):
        case {"on": {"event": event}}:
            return grammar.names.props.get(event)
    return {}


def _asked(play: Play, index: int, props: Mapping[str, Prop]) -> Iterator[Problem]:
    asked: list[tuple[Any, tuple[str | int, ...]]] = [(play.get("when"), ("plays", index, "when"))]
    match cast("Mapping[str, Any]", play):
        case {"on": {"where": where}}:
            asked.append((where, ("plays", index, "on", "where")))
    for rule, at in asked:
        for name in sorted(facts_named(rule)):
            if name.startswith(EVENT) and name.removeprefix(EVENT) not in props:
                yield error("prop_unknown", pointer(*at), id=name)
        yield from _kinds(rule, at, props)
    match cast("Mapping[str, Any]", play):
        case {"on": {"where": where}}:
            for name in sorted(facts_named(where)):
                if not name.startswith(EVENT):
                    yield error("prop_unknown", pointer("plays", index, "on", "where"), id=name)


def _kinds(rule: Any, at: tuple[str | int, ...], props: Mapping[str, Prop]) -> Iterator[Problem]:
    """Tell of comparisons with a value of another kind: they would never hold."""
    match rule:
        case {"of": [*parts]}:
            for nr, one in enumerate(parts):
                yield from _kinds(one, (*at, "of", nr), props)
        case {"of": inner}:
            yield from _kinds(inner, (*at, "of"), props)
        case {"fact": str(fact)} if fact.startswith(EVENT) and fact.removeprefix(EVENT) in props:
            kind = props[fact.removeprefix(EVENT)].kind
            given = [rule[name] for name in ("value", "low", "high") if name in rule]
            if any(type(one) is not _KINDS[kind] for one in [*given, *rule.get("values", [])]):
                yield error("prop_kind", pointer(*at), id=fact, kind=kind)
