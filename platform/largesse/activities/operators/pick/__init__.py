"""``pick``: a place that nobody else has."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.pick.check import faults
from largesse.activities.operators.pick.odds import odds
from largesse.activities.operators.pick.shape import outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

PICK = Operator(
    name="pick",
    schema=schema("operators/pick.v1"),
    by_chance=False,
    known=True,
    answered=True,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return PICK
