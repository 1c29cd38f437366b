"""What may be done with a break, by the same rules by which ``propose`` and ``decide`` refuse."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.breaks.reads import BreakDetails
from largesse.settlement.dispositions.disposition import LIVE, PROPOSED

BreakAct = Literal["propose", "approve", "return", "withdraw", "undo", "approve_undo", "return_undo"]


def actions(actor: Actor, row: BreakDetails) -> list[BreakAct]:
    """Give what an actor may do with a break within reach; what another proposed for it is his to decide."""
    if row.batch_state not in OPEN_STATES:
        return []
    proposes, decides = (
        actor.may("settlement.propose_disposition"),
        actor.may("settlement.approve_disposition"),
    )
    found = row.disposition
    if found is None or found.state not in LIVE:
        return ["propose"] if proposes else []
    if found.state == PROPOSED:
        return _on_proposal(proposes, decides, mine=found.proposed_by == actor.id)
    if found.undo_by is None:
        return ["undo"] if proposes else []
    if not decides:
        return []
    return ["return_undo"] if found.undo_by == actor.id else ["approve_undo", "return_undo"]


def _on_proposal(proposes: bool, decides: bool, *, mine: bool) -> list[BreakAct]:  # noqa: FBT001 - both are answers
    if mine:
        return ["withdraw"] if proposes else []
    return ["approve", "return"] if decides else []
