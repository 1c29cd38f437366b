"""Which states of a batch allow what: read by the use cases that refuse and by the face that offers.

Words       draft -> matched | reconciled -> submitted -> approved; returned or withdrawn it is tallied again;
            until it is submitted it can be void
"""

from typing import Literal
from uuid import UUID

from largesse.kernel.actor import Actor

BatchAct = Literal["match", "submit", "withdraw", "export", "change", "void"]

OPEN_STATES = frozenset({"draft", "collecting", "matched", "reconciled"})
MATCHED = frozenset({"matched", "reconciled"})
SUBMITTABLE = frozenset({"reconciled"})
SUBMITTED = frozenset({"submitted"})
UNFINISHED = OPEN_STATES | SUBMITTED
SIGNED = frozenset({"approved", "invoiced", "instructed", "paid", "closed"})

_ACTS: dict[BatchAct, tuple[str, frozenset[str]]] = {
    "match": ("settlement.run_matching", OPEN_STATES),
    "submit": ("settlement.submit_batch", SUBMITTABLE),
    "withdraw": ("settlement.submit_batch", SUBMITTED),
    "export": ("settlement.export", SIGNED),
    "change": ("settlement.change_batch", OPEN_STATES),
    "void": ("settlement.void_batch", OPEN_STATES),
}


def actions(actor: Actor, state: str, submitted_by: UUID | None) -> list[BatchAct]:
    """Give what an actor may do with a batch within reach; who may sign it, its approval knows.

    Args:
        actor: who asks.
        state: the batch's.
        submitted_by: the maker of its approval, who alone takes it back; None while it is not submitted.
    """
    acts = [act for act, (operation, states) in _ACTS.items() if state in states and actor.may(operation)]
    return [act for act in acts if act != "withdraw" or submitted_by == actor.id]
