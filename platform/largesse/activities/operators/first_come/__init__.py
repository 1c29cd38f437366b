"""``first_come``: whoever comes first, while there is some."""

from largesse.activities.operators.first_come.check import faults
from largesse.activities.operators.first_come.odds import odds
from largesse.activities.operators.first_come.shape import outcomes
from largesse.activities.operators.operator import Operator
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

FIRST_COME = Operator(
    name="first_come",
    schema=schema("operators/first_come.v1"),
    by_chance=False,
    known=True,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return FIRST_COME
