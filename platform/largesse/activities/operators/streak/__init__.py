"""``streak``: days in a row, one attempt a day."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.streak.check import faults
from largesse.activities.operators.streak.odds import odds
from largesse.activities.operators.streak.shape import outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

STREAK = Operator(
    name="streak",
    schema=schema("operators/streak.v1"),
    by_chance=False,
    known=True,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return STREAK
