"""Reading an operator's shape by patterns: ``steps/*/outcome`` is the outcome of every step.

Invariant   pure; what a pattern names and the document has not is left out
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from largesse.activities.operators.operator import Fault, Part

Path = tuple[str | int, ...]
_NOT_IN_ORDER, _TWICE = "activities.not_in_order", "activities.name_twice"


def found(decide: Any, pattern: str) -> Iterator[tuple[Path, Any]]:
    """Give path and value of everything that a pattern names, in the document's order."""
    places: list[tuple[Path, Any]] = [((), decide)]
    for step in pattern.split("/"):
        places = [((*path, name), inner) for path, value in places for name, inner in _below(value, step)]
    return iter(places)


def _below(value: Any, step: str) -> list[tuple[str | int, Any]]:
    if step == "*":
        return list(enumerate(value))
    return [(step, value[step])] if step in value else []


def values(decide: Any, pattern: str) -> list[Any]:
    """Give the values that a pattern names."""
    return [value for _, value in found(decide, pattern)]


def first(decide: Any, pattern: str, default: Any = None) -> Any:
    """Give the first value that a pattern names, else the default."""
    return next(iter(values(decide, pattern)), default)


def outcomes_at(decide: Any, *patterns: str) -> Iterator[Part]:
    """Give the outcomes that patterns name, in this order, then the fallback if there is one."""
    for pattern in patterns:
        yield from (Part(path, outcome) for path, outcome in found(decide, pattern))
    yield from fallback(decide)


def fallback(decide: Any) -> Iterator[Part]:
    """Give the fallback, if there is one."""
    yield from (Part(path, outcome, fallback=True) for path, outcome in found(decide, "fallback"))


def repeated(decide: Any, *patterns: str) -> Iterator[Fault]:
    """Tell of names that stand more than once at the patterns, at the list in which they stand."""
    for name, times in Counter(name for pattern in patterns for name in values(decide, pattern)).items():
        if times > 1:
            at = patterns[0].partition("/")[0]
            yield Fault(_TWICE, (at,), (("id", str(name)),))


def not_rising(decide: Any, pattern: str) -> Iterator[Fault]:
    """Tell of figures at a pattern that do not rise."""
    before: Any = None
    for path, figure in found(decide, pattern):
        if before is not None and figure <= before:
            yield Fault(_NOT_IN_ORDER, path)
        before = figure
