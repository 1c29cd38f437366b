"""``quorum``: so many friends in time; then whoever shared and each friend get their outcome."""

from largesse.activities.operators.operator import Operator
from largesse.activities.operators.quorum.check import faults, packet
from largesse.activities.operators.quorum.odds import odds
from largesse.activities.operators.quorum.shape import outcomes
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

QUORUM = Operator(
    name="quorum",
    schema=schema("operators/quorum.v1"),
    by_chance=False,
    known=True,
    friends=True,
    packet=packet,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return QUORUM
