"""An expression as the condition of a statement: every client is asked by the database, none is fetched.

Invariant   true exactly for the clients for whom ``expression.evaluate`` says yes over the same row; values
            travel as parameters only; unknown ends where it arises: a comparison with null is no, its *not*
            is yes
Source      docs/explanation/audience.md
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from largesse.audience.facts.columns import CLIENT, COLUMNS, TAGS, Column, SqlKind
from largesse.kernel.expression import PPM, check, facts_named, salted

_ORDER = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_KIND: dict[type, SqlKind] = {str: "text", int: "int", bool: "boolean"}
_TYPE = {"text": "text", "int": "bigint", "boolean": "boolean"}
# PostgreSQL keeps no NUL, and UTF-8 no half of a surrogate pair: no fact holds either.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_BLOCKS, _BYTES = 1 << 64, 8
_LONG = 1 << 62


@dataclass(frozen=True)
class Where:
    """A condition over ``columns.source_of(facts)``, its parameters and the facts that it asks for."""

    sql: str
    args: tuple[Any, ...]
    facts: frozenset[str]


def asks_the_row(expression: Any) -> bool:
    """Tell whether the client's row holds all that an expression asks for."""
    return facts_named(expression) <= COLUMNS.keys()


def where(expression: Any, ranks: Mapping[str, int], first: int = 1) -> Where:
    """Make a condition of an expression.

    Args:
        expression: one that ``asks_the_row``; what is no expression is ``false`` as a whole.
        ranks: rank of every tier, as in ``Facts``.
        first: number of the first parameter; those before it are the caller's.
    """
    if check(expression):
        return Where("false", (), frozenset())
    maker = _Maker(ranks, first)
    sql = maker.made(expression)
    return Where(sql, tuple(maker.args), facts_named(expression))


@dataclass
class _Maker:
    ranks: Mapping[str, int]
    first: int
    args: list[Any] = field(default_factory=list)

    def made(self, node: dict[str, Any]) -> str:
        named = {**node}
        op = named.pop("op")
        return self.compared(op, **named) if op in _ORDER else _MAKERS[op](self, **named)

    def given(self, value: Any, kind: str) -> str:
        """Give the place of a value among the parameters."""
        self.args.append(value)
        return f"${self.first + len(self.args) - 1}::{kind}"

    def compared(self, op: str, fact: str, value: Any) -> str:
        column = COLUMNS[fact]
        if column.kind != _KIND[type(value)]:
            return "false"
        if isinstance(value, str):
            return self.compared_text(column, op, value)
        # The column's numbers fit four bytes, so nothing is lost where a value is cut to far beyond them.
        kept = value if isinstance(value, bool) else max(-_LONG, min(value, _LONG))
        return f"{column.sql} {_ORDER[op]} {self.given(kept, _TYPE[column.kind])}"

    def compared_text(self, column: Column, op: str, value: str) -> str:
        unkept = _UNKEPT.search(value)
        if unkept:
            if op == "eq":
                return "false"
            # What can be kept lies on one side or the other of the first letter that cannot.
            after = "\x01" if unkept[0] == "\x00" else "\ue000"
            value, op = value[: unkept.start()] + after, "lt" if op in {"lt", "lte"} else "gte"
        return f'{column.sql} {_ORDER[op]} {self.given(value, "text")} collate "C"'

    def every(self, of: list[Any]) -> str:
        return f"({' and '.join(self.made(part) for part in of)})"

    def some(self, of: list[Any]) -> str:
        return f"({' or '.join(self.made(part) for part in of)})"

    def turned(self, of: Any) -> str:
        return f"(({self.made(of)}) is not true)"

    def one_of(self, fact: str, values: list[Any]) -> str:
        column = COLUMNS[fact]
        values = [v for v in values if _KIND[type(v)] == column.kind and _kept(v)]
        return f"{column.sql} = any({self.given(values, _TYPE[column.kind] + '[]')})" if values else "false"

    def between(self, fact: str, low: Any, high: Any) -> str:
        return f"({self.compared('gte', fact, low)} and {self.compared('lte', fact, high)})"

    def has_tag(self, tag: str) -> str:
        return f"{TAGS} @> array[{self.given(tag, 'text')}]" if _kept(tag) else "false"

    def tier_at_least(self, tier: str) -> str:
        asked = self.ranks.get(tier)
        tiers = sorted(tier for tier, rank in self.ranks.items() if asked is not None and rank >= asked)
        return f"{COLUMNS['tier'].sql} = any({self.given(tiers, 'text[]')})" if tiers else "false"

    def bucket(self, salt: str, from_ppm: int, to_ppm: int) -> str:
        """Compare the hash with where the share begins and ends: no arithmetic, so nothing is rounded."""
        low, high = (-(-ppm * _BLOCKS // PPM) for ppm in (from_ppm, to_ppm))
        if low >= high:
            return "false"
        place = f"sha256({self.given(salted(salt), 'bytea')} || convert_to({CLIENT}::text, 'UTF8'))"
        above = f"{place} >= {self.given(low.to_bytes(_BYTES, 'big'), 'bytea')}"
        if high == _BLOCKS:
            return above
        # A hash is longer than the bound, so it lies above a bound that it begins with.
        return f"({above} and {place} < {self.given(high.to_bytes(_BYTES, 'big'), 'bytea')})"


def _kept(value: Any) -> bool:
    """Tell whether a column can hold a value."""
    return not _UNKEPT.search(value) if isinstance(value, str) else -_LONG <= int(value) <= _LONG


_MAKERS: dict[str, Callable[..., str]] = {
    "always": lambda _maker: "true",
    "and": _Maker.every,
    "or": _Maker.some,
    "not": _Maker.turned,
    "in": _Maker.one_of,
    "between": _Maker.between,
    "has_tag": _Maker.has_tag,
    "tier_at_least": _Maker.tier_at_least,
    "bucket": _Maker.bucket,
}
