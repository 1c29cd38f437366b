"""``weighted``: one item by chance, in parts per million."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.weighted.check import faults
from largesse.activities.operators.weighted.odds import odds
from largesse.activities.operators.weighted.shape import outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

WEIGHTED = Operator(
    name="weighted",
    schema=schema("operators/weighted.v1"),
    by_chance=True,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return WEIGHTED
