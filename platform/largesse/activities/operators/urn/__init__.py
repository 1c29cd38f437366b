"""``urn``: a piece drawn by chance and not put back."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.urn.check import faults
from largesse.activities.operators.urn.odds import odds
from largesse.activities.operators.urn.shape import outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

URN = Operator(
    name="urn",
    schema=schema("operators/urn.v1"),
    by_chance=True,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return URN
