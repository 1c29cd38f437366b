"""What makes a client get something of value: the event that starts a play, and what conditions ask of him.

Words       *cause* a name on which a trigger, a condition, a limit or a state hangs, with its family
Invariant   pure; a play that gives nothing of value has no cause
Source      docs/explanation/guard.md
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from largesse.activities.documents.document import Played, plays
from largesse.activities.documents.grammar import Grammar
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import ActivityDocument, Effect
from largesse.contracts.reading import pointer

Path = tuple[str | int, ...]
_STATES = ("state", "states")
_PLAY = "play."
EVENT = "event."


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause and where it stands. ``family`` None: nobody has listed the name yet.

    ``standing``: it follows from how much the client holds in all. ``sharing``: it is a share of the page.
    """

    path: str
    name: str
    family: str | None
    standing: bool = False
    sharing: bool = False


def causes(document: ActivityDocument, grammar: Grammar) -> Iterator[Cause]:
    """Give the causes of everything of value that an activity gives, each place once.

    What moves a state that is asked, or opens a play that is locked, is a cause too, and so is what moves
    or opens that, however long the way is.
    """
    giving = [one for one in plays(document, grammar) if _gives(one, grammar)]
    if not giving:
        return
    found = dict.fromkeys(_asked(audience_rule(document), ("audience", "rule"), grammar))
    found |= dict.fromkeys(_by_tier(document["limits"], ("limits",)))
    for played in giving:
        found |= dict.fromkeys(_own(played, grammar))
    moved, waiting = _moved(document, grammar), list(found)
    followed: set[tuple[str, str]] = set()
    while waiting:
        cause = waiting.pop(0)
        name = _moves(cause.name)
        if not name or (name, cause.path) in followed:
            continue
        followed.add((name, cause.path))
        behind = [replace(one, path=cause.path) for one in moved.get(name, ())]
        found |= dict.fromkeys(behind)
        waiting += behind
    yield from found


def audience_rule(document: ActivityDocument) -> Mapping[str, Any]:
    """Give the condition that clients meet, as plain JSON."""
    return cast("Mapping[str, Any]", document["audience"]["rule"])


def excludes_staff(rule: Mapping[str, Any]) -> bool:
    """Tell whether a condition keeps out staff and their households whatever else it asks."""
    match rule:
        case {"op": "and", "of": [*parts]}:
            return any(excludes_staff(one) for one in parts)
        case {"op": "or", "of": [*parts]}:
            return all(excludes_staff(one) for one in parts)
        case {"op": "not", "of": inner}:
            return _takes_staff(inner)
        case {"op": "eq", "fact": "is_staff", "value": False}:
            return True
    return False


def _takes_staff(rule: Mapping[str, Any]) -> bool:
    """Tell whether a condition is true of all staff."""
    match rule:
        case {"op": "or", "of": [*parts]}:
            return any(_takes_staff(one) for one in parts)
        case {"op": "eq", "fact": "is_staff", "value": True}:
            return True
    return False


def _gives(played: Played, grammar: Grammar) -> bool:
    return any(grammar.of_value(effect) for effect in _effects(played))


def _effects(played: Played) -> Iterator[Effect]:
    yield from (effect for one in played.placed for effect in one.effects)
    yield from played.play.get("effects", [])


def _own(played: Played, grammar: Grammar) -> Iterator[Cause]:
    """Give what starts a play and what it asks, its limits included."""
    at: Path = ("plays", played.index)
    grammar = _with_props(played, grammar)
    match cast("Mapping[str, Any]", played.play):
        case {"on": {"event": str(event)}}:
            family = grammar.names.events.get(event)
            yield Cause(pointer(*at, "on", "event"), event, family, sharing=event in grammar.names.sharing)
    match cast("Mapping[str, Any]", played.play):
        case {"on": {"where": dict(where)}}:
            yield from _asked(where, (*at, "on", "where"), grammar)
    match cast("Mapping[str, Any]", played.play):
        case {"on": {"state": str(state)}}:
            yield Cause(pointer(*at, "on", "state"), f"state.{state}", "none")
    for path, tag in grammar.trigger_of(played.play).tags(first(played.play, "on")):
        yield Cause(pointer(*at, "on", *path), tag, grammar.names.tags.get(tag))
    when = played.play.get("when")
    if when:
        yield from _asked(cast("Mapping[str, Any]", when), (*at, "when"), grammar)
    match cast("Mapping[str, Any]", played.play["decide"]):
        case {"state": str(state)}:
            yield Cause(pointer(*at, "decide", "state"), f"state.{state}", "none")
    if played.play.get("locked"):
        yield Cause(pointer(*at, "locked"), f"{_PLAY}{played.id}", "none")
    yield from _by_tier(played.play.get("limits", []), (*at, "limits"))


def _with_props(played: Played, grammar: Grammar) -> Grammar:
    """Give a grammar that knows the families of what a play's own event carries."""
    match cast("Mapping[str, Any]", played.play):
        case {"on": {"event": event}}:
            props = grammar.names.props.get(event, {}).values()
            known = {f"{EVENT}{one.name}": one.regulated for one in props}
            return replace(grammar, names=replace(grammar.names, facts={**grammar.names.facts, **known}))
    return grammar


def _asked(rule: Mapping[str, Any], at: Path, grammar: Grammar) -> Iterator[Cause]:
    names = grammar.names
    match rule:
        case {"op": "has_tag", "tag": tag}:
            yield Cause(pointer(*at, "tag"), tag, names.tags.get(tag))
        case {"op": "tier_at_least"}:
            yield Cause(pointer(*at), "tier", "none", standing=True)
        case {"fact": fact}:
            yield Cause(pointer(*at), fact, names.facts.get(fact, "none"), standing=fact in names.standing)
        case {"of": [*parts]}:
            for index, one in enumerate(parts):
                yield from _asked(one, (*at, "of", index), grammar)
        case {"of": inner}:
            yield from _asked(inner, (*at, "of"), grammar)


def _by_tier(limits: Sequence[Any], at: Path) -> Iterator[Cause]:
    """Give limits that count by tier: how much one may get then follows from it."""
    for index, one in enumerate(limits):
        if one.get("scope") == "tier":
            yield Cause(pointer(*at, index, "scope"), "tier", "none", standing=True)


def _moved(document: ActivityDocument, grammar: Grammar) -> dict[str, list[Cause]]:
    """Give for each state what moves it, for each locked play what opens it: the causes of those plays."""
    found: dict[str, list[Cause]] = {}
    for played in plays(document, grammar):
        for effect in _effects(played):
            named = cast("Mapping[str, Any]", effect)
            own = list(_own(played, grammar))
            match named:
                case {"by": str(by)} if by.startswith(EVENT):
                    family = _with_props(played, grammar).names.facts.get(by, "none")
                    own.append(Cause(pointer("plays", played.index), by, family))
            for kind in ("state", "play"):
                if isinstance(name := named.get(kind), str):
                    found.setdefault(f"{kind}.{name}", []).extend(own)
    for index, state in enumerate(values(document, "states/*")):
        if first(state, "scope") == "tier":
            cause = Cause(pointer("states", index, "scope"), "tier", "none", standing=True)
            found.setdefault(f"state.{first(state, 'id')}", []).append(cause)
    return found


def _moves(fact: str) -> str:
    """Give the state or the locked play that a cause stands for, as ``state.<id>``; empty for any other."""
    if fact.startswith(_PLAY):
        return fact
    kind, _, name = fact.partition(".")
    return f"state.{name.partition('.')[0]}" if kind in _STATES else ""
