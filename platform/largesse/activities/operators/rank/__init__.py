"""``rank``: an order of clients by a state; at the end of each cycle the first of them get their rewards."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.rank.check import compares, faults
from largesse.activities.operators.rank.odds import odds
from largesse.activities.operators.rank.shape import closes, outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

RANK = Operator(
    name="rank",
    schema=schema("operators/rank.v1"),
    by_chance=False,
    known=False,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
    closes=closes,
    compares=compares,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return RANK
