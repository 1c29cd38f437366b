"""``certain``: everyone who may take part gets the one outcome."""

from largesse.activities.operators.certain.odds import odds
from largesse.activities.operators.certain.shape import outcomes
from largesse.activities.operators.operator import Operator
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

CERTAIN = Operator(
    name="certain", schema=schema("operators/certain.v1"), by_chance=False, outcomes=outcomes, odds=odds
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return CERTAIN
