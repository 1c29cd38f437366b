"""``threshold``: a state that reaches its targets; each step pays once."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.threshold.check import faults
from largesse.activities.operators.threshold.odds import odds
from largesse.activities.operators.threshold.shape import outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

THRESHOLD = Operator(
    name="threshold",
    schema=schema("operators/threshold.v1"),
    by_chance=False,
    known=True,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return THRESHOLD
