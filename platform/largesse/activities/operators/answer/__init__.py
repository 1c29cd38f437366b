"""``answer``: right answers to the play's questions."""

from largesse.activities.operators.answer.check import faults, wants
from largesse.activities.operators.answer.odds import odds
from largesse.activities.operators.answer.shape import outcomes
from largesse.activities.operators.operator import Operator
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

ANSWER = Operator(
    name="answer",
    schema=schema("operators/answer.v1"),
    by_chance=False,
    outcomes=outcomes,
    odds=odds,
    faults=faults,
    wants=wants,
)


@hookimpl
def operator() -> Operator:
    """Give this operator."""
    return ANSWER
