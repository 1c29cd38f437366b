"""Audience expressions: a question about one client that always ends in yes or no.

Words       expression: ``{"op": …}`` as in schemas/expression.v1; facts: what is known of one client
Invariant   total: anything that is not an expression answers False as a whole, also below a ``not``;
            bounded: at most 8 deep and 200 nodes; pure: same document and facts, same answer
Source      docs/explanation/audience.md
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from largesse.kernel.errors import Phrase
from largesse.kernel.reasons import because

DEPTH_MAX = 8
NODES_MAX = 200
_PARTS_MAX = 50
PPM = 1_000_000
Value = str | int | bool


@dataclass(frozen=True)
class Facts:
    """What is known of one client; a fact that is not there is unknown.

    Args:
        client: stable id, the ground of ``bucket``.
        tier_ranks: rank of every tier, the higher the better.
    """

    client: str
    values: Mapping[str, Value] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    tier_ranks: Mapping[str, int] = field(default_factory=dict)

    @property
    def rank(self) -> int | None:
        """The rank of the client's own tier; None where it is unknown."""
        tier = self.values.get("tier")
        return self.tier_ranks.get(tier) if type(tier) is str else None

    def knowing(self, more: Mapping[str, Value]) -> "Facts":
        """Give these facts with others that the asker brings along, as the states and counts of a play."""
        return replace(self, values={**self.values, **more})


@dataclass(frozen=True)
class Problem:
    """Why a document is no expression; ``path`` is a JSON pointer into it."""

    path: str
    reason: Phrase


class _Malformed(Exception):  # noqa: N818 - never leaves this module
    """The document is no expression."""


def evaluate(expression: Any, facts: Facts) -> bool:
    """Answer the question; a comparison with an unknown fact is false, a malformed document is False."""
    try:
        return _answer(expression, facts, 1, _Budget())
    except (_Malformed, KeyError, TypeError, RecursionError):
        return False


def check(expression: Any, kinds: Mapping[str, str] | None = None) -> list[Problem]:
    """Say what is wrong with a document; an empty list means it can be asked.

    Args:
        expression: any JSON.
        kinds: declared facts and their kind ``text``, ``number``, ``flag`` or ``day``; None: any fact goes.
    """
    problems: list[Problem] = []
    for nodes, (path, depth, node) in enumerate(_walk(expression), start=1):
        if nodes > NODES_MAX:
            return [*problems, Problem("", because("kernel.reason.expression.nodes", most=NODES_MAX))]
        if depth > DEPTH_MAX:
            problems.append(Problem(path, because("kernel.reason.expression.depth", most=DEPTH_MAX)))
        else:
            reason = _wrong(node, kinds)
            if reason:
                problems.append(Problem(path, reason))
    return problems


def facts_named(expression: Any) -> frozenset[str]:
    """Give the names of the facts that an expression asks for; ``tier_at_least`` asks for ``tier``."""
    nodes = [node for _, _, node in _walk(expression) if isinstance(node, dict)]
    named = frozenset(node["fact"] for node in nodes if isinstance(node.get("fact"), str))
    return named | {"tier"} if any(node.get("op") == "tier_at_least" for node in nodes) else named


def bucket_ppm(salt: str, client: str) -> int:
    """Give the client's stable place in [0, 1,000,000), uniform over clients for each salt."""
    number = int.from_bytes(hashlib.sha256(salted(salt) + _octets(client)).digest()[:8], "big")
    return number * PPM >> 64


def salted(salt: str) -> bytes:
    """Give what stands before a client's id where his place under a salt is worked out."""
    return _octets(salt) + b"|"


def _octets(text: str) -> bytes:
    """Give UTF-8, also of a text that is none (half of a surrogate pair): every document gets an answer."""
    return text.encode("utf-8", "surrogatepass")


@dataclass
class _Budget:
    left: int = NODES_MAX

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _Malformed


def _answer(node: Any, facts: Facts, depth: int, budget: _Budget) -> bool:
    budget.spend()
    if depth > DEPTH_MAX or not isinstance(node, dict) or _wrong(node, None):
        raise _Malformed
    op = node["op"]
    if op in {"and", "or"}:
        # Every part is looked at, so that a malformed part is found wherever it stands.
        answers = [_answer(part, facts, depth + 1, budget) for part in node["of"]]
        return all(answers) if op == "and" else any(answers)
    if op == "not":
        return not _answer(node["of"], facts, depth + 1, budget)
    return _LEAVES[op](node, facts)


def _compare(test: Callable[[Any, Any], bool]) -> Callable[[dict[str, Any], Facts], bool]:
    def answer(node: dict[str, Any], facts: Facts) -> bool:
        return _same_kind(known := facts.values.get(node["fact"]), node["value"]) and test(
            known, node["value"]
        )

    return answer


def _in(node: dict[str, Any], facts: Facts) -> bool:
    known = facts.values.get(node["fact"])
    return any(_same_kind(known, value) and known == value for value in node["values"])


def _between(node: dict[str, Any], facts: Facts) -> bool:
    known, low, high = facts.values.get(node["fact"]), node["low"], node["high"]
    return _same_kind(known, low) and _same_kind(known, high) and bool(low <= known <= high)


def _tier_at_least(node: dict[str, Any], facts: Facts) -> bool:
    asked, own = facts.tier_ranks.get(node["tier"]), facts.rank
    return asked is not None and own is not None and own >= asked


_LEAVES: dict[str, Callable[[dict[str, Any], Facts], bool]] = {
    "always": lambda _node, _facts: True,
    "eq": _compare(lambda a, b: a == b),
    "lt": _compare(lambda a, b: a < b),
    "lte": _compare(lambda a, b: a <= b),
    "gt": _compare(lambda a, b: a > b),
    "gte": _compare(lambda a, b: a >= b),
    "in": _in,
    "between": _between,
    "has_tag": lambda node, facts: node["tag"] in facts.tags,
    "tier_at_least": _tier_at_least,
    "bucket": lambda node, facts: node["from_ppm"] <= bucket_ppm(node["salt"], facts.client) < node["to_ppm"],
}
_ARGUMENTS: dict[str, frozenset[str]] = {
    "always": frozenset(),
    "and": frozenset({"of"}),
    "or": frozenset({"of"}),
    "not": frozenset({"of"}),
    **{op: frozenset({"fact", "value"}) for op in ("eq", "lt", "lte", "gt", "gte")},
    "in": frozenset({"fact", "values"}),
    "between": frozenset({"fact", "low", "high"}),
    "has_tag": frozenset({"tag"}),
    "tier_at_least": frozenset({"tier"}),
    "bucket": frozenset({"salt", "from_ppm", "to_ppm"}),
}
_TEXT = frozenset({"fact", "tag", "tier", "salt"})
_KIND_OF = {"text": str, "day": str, "number": int, "flag": bool}


def _same_kind(known: Any, value: Any) -> bool:
    return known is not None and type(known) is type(value)


def _wrong(node: Any, kinds: Mapping[str, str] | None) -> Phrase | None:
    if not isinstance(node, dict):
        return because("kernel.reason.expression.object")
    op = node.get("op")
    if not isinstance(op, str) or op not in _ARGUMENTS:
        return because("kernel.reason.expression.op")
    if set(node) - {"op"} != _ARGUMENTS[op]:
        takes = " / ".join(sorted(_ARGUMENTS[op]))
        if not takes:
            return because("kernel.reason.expression.nothing", op=op)
        return because("kernel.reason.expression.arguments", op=op, takes=takes)
    if any(not isinstance(node[name], str) or not node[name] for name in _TEXT & set(node)):
        return because("kernel.reason.expression.name")
    return _wrong_values(node, op, kinds)


def _wrong_values(node: dict[str, Any], op: str, kinds: Mapping[str, str] | None) -> Phrase | None:
    if op in {"and", "or"} and not (isinstance(node["of"], list) and 1 <= len(node["of"]) <= _PARTS_MAX):
        return because("kernel.reason.expression.parts", most=_PARTS_MAX)
    if op == "in" and not (isinstance(node["values"], list) and 1 <= len(node["values"]) <= NODES_MAX):
        return because("kernel.reason.expression.values", most=NODES_MAX)
    if op == "bucket" and not all(
        type(node[b]) is int and 0 <= node[b] <= PPM for b in ("from_ppm", "to_ppm")
    ):
        return because("kernel.reason.expression.shares", most=PPM)
    return _wrong_kinds(node, kinds)


def _wrong_kinds(node: dict[str, Any], kinds: Mapping[str, str] | None) -> Phrase | None:
    values = [node[name] for name in ("value", "low", "high") if name in node] + list(node.get("values", []))
    if any(type(value) not in {str, int, bool} for value in values):
        return because("kernel.reason.expression.value")
    if kinds is None or "fact" not in node:
        return None
    fact = node["fact"]
    kind = kinds.get(fact)
    if kind is None:
        return because("kernel.reason.expression.fact", fact=fact)
    if all(type(v) is _KIND_OF[kind] for v in values):
        return None
    return because("kernel.reason.expression.kind", fact=fact, kind=kind)


def _walk(expression: Any) -> Iterator[tuple[str, int, Any]]:
    """Yield every node with its path and depth, never deeper than one below the bound."""
    waiting: list[tuple[str, int, Any]] = [("", 1, expression)]
    while waiting:
        path, depth, node = waiting.pop()
        yield path, depth, node
        if depth > DEPTH_MAX or not isinstance(node, dict):
            continue
        parts = node.get("of")
        if node.get("op") == "not":
            waiting.append((f"{path}/of", depth + 1, parts))
        elif isinstance(parts, list):
            waiting.extend(
                (f"{path}/of/{n}", depth + 1, part) for n, part in reversed(list(enumerate(parts)))
            )
