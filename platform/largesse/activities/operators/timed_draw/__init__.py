"""``timed_draw``: clients enter until a close; then so many are selected by public values."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.timed_draw.check import faults
from largesse.activities.operators.timed_draw.odds import odds
from largesse.activities.operators.timed_draw.shape import closes, outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

TIMED_DRAW = Operator(
    name="timed_draw",
    schema=schema("operators/timed_draw.v1"),
    by_chance=False,
    known=False,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
    closes=closes,
    takes_entries=True,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return TIMED_DRAW
