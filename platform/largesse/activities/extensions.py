"""What may be added to this room without touching it; ``@hookimpl`` comes from ``largesse.store.extending``.

Source      docs/how-to/add-an-operator.md, docs/how-to/add-a-guard-rule.md
"""

from collections.abc import Sequence

from largesse.activities.guard import rules
from largesse.activities.guard.rule import Rule
from largesse.activities.operators import certain, weighted
from largesse.activities.operators.operator import Operator
from largesse.store.extending import hookspec

BUILT_IN = (certain, weighted, rules)


@hookspec
def operator() -> Operator:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give an operator; an activity can come out with it once the play room knows how it decides."""


@hookspec
def guard_rules() -> Sequence[Rule]:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give rules of the guard, in the order in which people read them."""
