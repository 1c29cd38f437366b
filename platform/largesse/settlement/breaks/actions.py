"""What may be done with a break, by the same rules by which ``propose`` and ``decide`` refuse."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.breaks.reads import BreakDetails
from largesse.settlement.dispositions.disposition import LIVE, PROPOSED

BreakAct = Literal["propose", "approve", "return"]


def actions(actor: Actor, row: BreakDetails) -> list[BreakAct]:
    """Give what an actor may do with a break within reach; what another proposed for it is his to decide."""
    if row.batch_state not in OPEN_STATES:
        return []
    found = row.disposition
    if found is None or found.state not in LIVE:
        return ["propose"] if actor.may("settlement.propose_disposition") else []
    decides = actor.may("settlement.approve_disposition") and found.proposed_by != actor.id
    return ["approve", "return"] if found.state == PROPOSED and decides else []
