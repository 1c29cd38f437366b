"""``set_complete``: cards drawn by chance; a whole set brings the outcome."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.set_complete.check import faults
from largesse.activities.operators.set_complete.odds import odds
from largesse.activities.operators.set_complete.shape import outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

SET_COMPLETE = Operator(
    name="set_complete",
    schema=schema("operators/set_complete.v1"),
    by_chance=True,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return SET_COMPLETE
