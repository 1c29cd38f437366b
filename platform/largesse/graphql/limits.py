"""What one request may cost, before anything is executed.

Invariant   a refused request has touched no row
Source      conventions: tokens 2,000, depth 10, aliases 15, body 256 KiB, nesting 64
"""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from largesse.kernel.errors import TooMuch
from largesse.kernel.reasons import because

BODY_MAX = 256 * 1024
NESTING_MAX = 64
TOKENS_MAX = 2_000
DEPTH_MAX = 10
ALIASES_MAX = 15
COST_MAX = 20_000
_PAGE = 25
_SELECTIONS_MAX = 4_000


def check_nesting(body: bytes) -> None:
    """Refuse JSON nested deeper than ``NESTING_MAX`` before it is parsed."""
    if body.count(b"{") + body.count(b"[") > NESTING_MAX:
        _walk(body)


def _walk(body: bytes) -> None:
    depth, quoted, escaped = 0, False, False
    for char in body:
        if quoted:
            if escaped:
                escaped = False
            elif char == 0x5C:
                escaped = True
            elif char == 0x22:
                quoted = False
        elif char == 0x22:
            quoted = True
        elif char in b"{[":
            depth += 1
            if depth > NESTING_MAX:
                raise TooMuch(because("kernel.reason.nested", most=NESTING_MAX))
        elif char in b"}]":
            depth -= 1


class _Count:
    def __init__(self, document: DocumentNode, variables: dict[str, Any]) -> None:
        self.fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self.variables = variables
        self.aliases = 0
        self.selections = 0

    def cost(self, selections: SelectionSetNode | None, depth: int, times: int, seen: frozenset[str]) -> int:
        if selections is None:
            return 0
        total = 0
        for one in selections.selections:
            self.selections += 1
            if self.selections > _SELECTIONS_MAX:
                raise TooMuch(because("kernel.reason.selections", most=_SELECTIONS_MAX))
            if isinstance(one, FieldNode):
                total += self._field(one, depth, times, seen)
            elif isinstance(one, InlineFragmentNode):
                total += self.cost(one.selection_set, depth, times, seen)
            elif isinstance(one, FragmentSpreadNode) and one.name.value not in seen:
                fragment = self.fragments.get(one.name.value)
                if fragment is not None:
                    total += self.cost(fragment.selection_set, depth, times, seen | {one.name.value})
        return total

    def _field(self, node: FieldNode, depth: int, times: int, seen: frozenset[str]) -> int:
        self.aliases += 1 if node.alias else 0
        if self.aliases > ALIASES_MAX:
            raise TooMuch(because("kernel.reason.aliases", most=ALIASES_MAX))
        if depth > DEPTH_MAX:
            raise TooMuch(because("kernel.reason.depth", most=DEPTH_MAX))
        structural = node.name.value in {"edges", "node", "pageInfo"}
        rows = self._rows(node)
        below = depth if structural else depth + 1
        return times + self.cost(node.selection_set, below, times * rows, seen)

    def _rows(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value != "first":
                continue
            if isinstance(argument.value, IntValueNode):
                return max(1, int(argument.value.value))
            if isinstance(argument.value, VariableNode):
                given = self.variables.get(argument.value.name.value)
                return max(1, given) if isinstance(given, int) else _PAGE
        return 1


def check_cost(document: DocumentNode, variables: dict[str, Any]) -> int:
    """Give the cost of a document: fields times the rows that their lists ask for.

    Raises:
        TooMuch: over depth, aliases, selections or ``COST_MAX``.
    """
    count = _Count(document, variables)
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    cost = sum(count.cost(operation.selection_set, 1, 1, frozenset()) for operation in operations)
    if cost > COST_MAX:
        raise TooMuch(because("kernel.reason.cost", cost=cost, most=COST_MAX))
    return cost
