"""What somebody may do with a batch now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.rights.batches.batch import DRAFT, OVER, PENDING, steps
from largesse.rights.batches.reads import BatchRow

Action = Literal["pause", "resume", "stop", "threshold", "revise", "withdraw"]


def actions(actor: Actor, batch: BatchRow) -> list[Action]:
    """Name the acts that neither state, office nor reach forbids; who proposed it last may withdraw it."""
    if not actor.reaches(batch.org_unit):
        return []
    acts: list[Action] = []
    if actor.may("rights.steer_batch"):
        acts += [step.value for step in steps(batch.state)]
        acts += [] if batch.state in OVER else ["threshold"]
    if actor.may("rights.propose_batch"):
        acts += ["revise"] if batch.state == DRAFT else []
        acts += ["withdraw"] if batch.state == PENDING and batch.created_by == actor.id else []
    return acts
