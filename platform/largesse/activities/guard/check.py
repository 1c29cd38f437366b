"""The whole check of a document: shape, names that lead somewhere, sums, then the guard.

Words       *problem* code, path (JSON Pointer), severity, message; an error stops submitting
Invariant   pure and bounded; the same document has the same problems in the console and on the command line
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from largesse.activities.documents.document import all_outcomes, nodes, outcomes, window, words
from largesse.activities.guard.playable import not_served
from largesse.activities.guard.rule import Fact, Severity
from largesse.activities.guard.standard import Standard
from largesse.activities.operators.operator import Operators
from largesse.contracts.documents_gen import ActivityDocument, Expression, Node, Text
from largesse.contracts.reading import Unreadable, plain, pointer
from largesse.contracts.registry import has
from largesse.contracts.validate import validate
from largesse.kernel.copy import text

PROBLEMS_MAX = 200
EXPRESSION_DEPTH_MAX = 8
EXPRESSION_NODES_MAX = 200
NODES_MAX = 500
NODE_DEPTH_MAX = 6
_GUARDED = ("/rights", "/plays", "/disclosure")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or doubtful, with a document; ``path`` is a JSON Pointer."""

    code: str
    path: str
    severity: Severity
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def of_shape(self) -> bool:
        """Tell whether the document does not fit its schema here, so that nothing else can be said of it."""
        return self.code.startswith("contracts.")

    def message(self, locale: str) -> str:
        """Give the problem in words."""
        known = {name: fact if isinstance(fact, str) else words(fact, locale) for name, fact in self.facts}
        field = f"activities.field_{known['field']}" if "field" in known else ""
        return text(self.code, locale, {**known, "name": text(field, locale)})

    def told(self, locale: str) -> dict[str, str]:
        """Give the problem as ``problem.v1``."""
        return {
            "code": self.code,
            "path": self.path,
            "severity": self.severity,
            "message": self.message(locale),
        }


def check(document: Any, standard: Standard) -> list[Problem]:
    """Check any JSON value as an activity document.

    Returns:
        Problems, errors first, then by path; none when the document may be submitted. At most
        ``PROBLEMS_MAX``.
    """
    try:
        plain(document)
    except Unreadable as reason:
        return [Problem(reason.code, reason.path, "error", (("want", reason.want),))]
    found = list(_shape(document, standard.operators))
    whole = cast("ActivityDocument", document)
    if not found:
        found += _names(whole, standard.operators)
    if not any(
        problem.path == "" or problem.path.startswith(_GUARDED) for problem in found if problem.of_shape
    ):
        found += [
            Problem(rule.code, hit.path, rule.severity, tuple(hit.facts.items()))
            for rule, hit in standard.hits(whole)
        ]
    return sorted(found, key=lambda problem: (problem.severity, problem.path, problem.code))[:PROBLEMS_MAX]


def stops(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops submitting."""
    return any(problem.severity == "error" for problem in problems)


def _shape(document: Any, operators: Operators) -> Iterator[Problem]:
    for finding in validate("activity.v1", document, operators.schemas):
        facts = (("want", finding.want), ("got", finding.got))
        yield Problem(finding.code, finding.path, "error", facts)


def _names(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    """Check what a schema cannot say: unique names, names that lead somewhere, sums and sizes."""
    for part in (_unique, _window, _currencies, _expressions, _components):
        yield from part(document)
    for decided in (_faults, _leads, _served, _empty):
        yield from decided(document, operators)


def _error(code: str, path: str, **facts: str) -> Problem:
    return Problem(f"activities.{code}", path, "error", tuple(facts.items()))


def _unique(document: ActivityDocument) -> Iterator[Problem]:
    named: dict[str, list[str]] = {
        "rights": [right["ref"] for right in document["rights"]],
        "plays": [play["id"] for play in document["plays"]],
        "pages": [page["id"] for page in document["pages"]],
        "states": [state["id"] for state in document["states"]],
    }
    for part, names in named.items():
        yield from (_error("name_twice", pointer(part), id=name) for name in _repeated(names))
    ids = [node["id"] for node, _ in nodes(document)]
    yield from (_error("name_twice", "/pages", id=name) for name in _repeated(ids))


def _repeated(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _faults(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    """Tell what the operators find wrong with their own shapes."""
    for index, play in enumerate(document["plays"]):
        for fault in operators.by(play).faults(play["decide"]):
            yield Problem(fault.code, pointer("plays", index, "decide", *fault.path), "error", fault.facts)


def _leads(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    """Effects and components name rights, plays and states of this document."""
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
            yield _error("name_unknown", f"{path}/{kind}", id=name)


def _window(document: ActivityDocument) -> Iterator[Problem]:
    when = window(document)
    if when.ends_at <= when.starts_at:
        yield _error("window_backwards", "/window/end")
    try:
        ZoneInfo(document["window"]["tz"])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield _error("zone_unknown", "/window/tz", zone=document["window"]["tz"])


def _currencies(document: ActivityDocument) -> Iterator[Problem]:
    wanted = document["budget"]["currency"]
    for index, right in enumerate(document["rights"]):
        if right["currency"] != wanted:
            yield _error(
                "currency_mixed",
                pointer("rights", index, "currency"),
                currency=right["currency"],
                wanted=wanted,
            )


def _expressions(document: ActivityDocument) -> Iterator[Problem]:
    asked: list[tuple[Expression, str]] = [(document["audience"]["rule"], "/audience/rule")]
    asked += [
        (p["when"], pointer("plays", i, "when")) for i, p in enumerate(document["plays"]) if "when" in p
    ]
    asked += [
        (node["visible"], pointer(*path, "visible")) for node, path in nodes(document) if "visible" in node
    ]
    for expression, path in asked:
        depth, size = _measure(cast("Mapping[str, Any]", expression))
        if depth > EXPRESSION_DEPTH_MAX or size > EXPRESSION_NODES_MAX:
            yield _error("expression_too_large", path, most=f"{EXPRESSION_DEPTH_MAX}/{EXPRESSION_NODES_MAX}")


def _measure(expression: Mapping[str, Any]) -> tuple[int, int]:
    inner = expression.get("of", [])
    below = [_measure(one) for one in (inner if isinstance(inner, list) else [inner])]
    return 1 + max((depth for depth, _ in below), default=0), 1 + sum(size for _, size in below)


def _components(document: ActivityDocument) -> Iterator[Problem]:
    """Each node is a known component in a known version, and its settings fit the component's schema."""
    counted = 0
    for node, path in nodes(document):
        counted += 1
        if path.count("slots") > NODE_DEPTH_MAX:
            yield _error("page_too_deep", pointer(*path), most=str(NODE_DEPTH_MAX))
        yield from _component(node, pointer(*path))
    if counted > NODES_MAX:
        yield _error("page_too_large", "/pages", most=str(NODES_MAX))


def _empty(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    """Warn of what looks like a prize and gives nothing: a stock without effects, a play without prize."""
    for index, play in enumerate(document["plays"]):
        placed = [one for one in outcomes(play, index, operators) if not one.fallback]
        if not any(one.outcome["effects"] for one in placed):
            yield _warning("prize_gives_nothing", pointer("plays", index, "decide"), play["title"])
            continue
        for one in placed:
            if "stock" in one.outcome and not one.outcome["effects"]:
                yield _warning("prize_gives_nothing", pointer(*one.path), one.outcome["title"])


def _warning(code: str, path: str, prize: Text) -> Problem:
    return Problem(f"activities.{code}", path, "warning", (("prize", prize),))


def _served(document: ActivityDocument, operators: Operators) -> Iterator[Problem]:
    yield from (_error("not_served", path, what=what) for path, what in not_served(document, operators))


def _component(node: Node, path: str) -> Iterator[Problem]:
    name = f"widgets/{node['type']}.v{node['v']}"
    if not has(name):
        yield _error("component_unknown", f"{path}/type", type=node["type"], v=str(node["v"]))
        return
    for finding in validate(name, node["props"]):
        facts = (("want", finding.want), ("got", finding.got))
        yield Problem(finding.code, f"{path}/props{finding.path}", "error", facts)
