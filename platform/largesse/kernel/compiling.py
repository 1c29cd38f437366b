"""An expression made ready once, to be asked of many clients: for plans that are kept and played often.

Invariant   the answer is the one of ``expression.evaluate``, for every document and all facts; what is no
            expression answers False as a whole, once and for all
Source      docs/explanation/audience.md
"""

import operator
from collections.abc import Callable
from typing import Any

from largesse.kernel.expression import Facts, bucket_ppm, check

Question = Callable[[Facts], bool]
_NONE: frozenset[Any] = frozenset()


def compiled(expression: Any) -> Question:
    """Make a question of an expression, to be asked of any client's facts.

    Args:
        expression: any JSON; later changes of it change nothing.
    """
    return _nobody if check(expression) else _made(expression)


def _everybody(_facts: Facts) -> bool:
    return True


def _nobody(_facts: Facts) -> bool:
    return False


def _made(node: dict[str, Any]) -> Question:
    named = {**node}
    return _MAKERS[named.pop("op")](**named)


def _every(of: list[Any]) -> Question:
    parts = tuple(_made(part) for part in of)
    return lambda facts: all(part(facts) for part in parts)


def _some(of: list[Any]) -> Question:
    parts = tuple(_made(part) for part in of)
    return lambda facts: any(part(facts) for part in parts)


def _not(of: Any) -> Question:
    part = _made(of)
    return lambda facts: not part(facts)


def _comparing(test: Callable[[Any, Any], bool]) -> Callable[..., Question]:
    def made(fact: str, value: Any) -> Question:
        kind = type(value)

        def answer(facts: Facts) -> bool:
            known = facts.values.get(fact)
            return type(known) is kind and test(known, value)

        return answer

    return made


def _in(fact: str, values: list[Any]) -> Question:
    # By kind, because 1 and True are one member of a set.
    of_kind: dict[type, frozenset[Any]] = {
        kind: frozenset(v for v in values if type(v) is kind) for kind in (str, int, bool)
    }

    def answer(facts: Facts) -> bool:
        known = facts.values.get(fact)
        wanted = of_kind.get(type(known), _NONE)
        return bool(wanted) and known in wanted

    return answer


def _between(fact: str, low: Any, high: Any) -> Question:
    kind = type(low)
    if type(high) is not kind:
        return _nobody

    def answer(facts: Facts) -> bool:
        known: Any = facts.values.get(fact)
        return type(known) is kind and bool(low <= known <= high)

    return answer


def _has_tag(tag: str) -> Question:
    return lambda facts: tag in facts.tags


def _tier_at_least(tier: str) -> Question:
    def answer(facts: Facts) -> bool:
        asked, own = facts.tier_ranks.get(tier), facts.rank
        return asked is not None and own is not None and own >= asked

    return answer


def _bucket(salt: str, from_ppm: int, to_ppm: int) -> Question:
    return lambda facts: from_ppm <= bucket_ppm(salt, facts.client) < to_ppm


_MAKERS: dict[str, Callable[..., Question]] = {
    "always": lambda: _everybody,
    "eq": _comparing(operator.eq),
    "lt": _comparing(operator.lt),
    "lte": _comparing(operator.le),
    "gt": _comparing(operator.gt),
    "gte": _comparing(operator.ge),
    "and": _every,
    "or": _some,
    "not": _not,
    "in": _in,
    "between": _between,
    "has_tag": _has_tag,
    "tier_at_least": _tier_at_least,
    "bucket": _bucket,
}
