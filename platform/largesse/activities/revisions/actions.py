"""What somebody may do with an activity and its revisions now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.activities.lifecycle.lifecycle import COMES_OUT, LIVE, PUT_FORWARD, Move, State, moves
from largesse.activities.revisions.reads import Editing, HistoryRow
from largesse.kernel.actor import Actor

Action = Move | Literal["save", "submit", "restock", "extend"]
RevisionAction = Literal["publish", "withdraw"]


def actions(actor: Actor, state: State, editing: Editing) -> list[Action]:
    """Name the acts on an activity within reach that neither state nor office forbids.

    Args:
        actor: who would act.
        state: where the activity stands.
        editing: the revision that its editor opens.
    """
    acts: list[Action] = [move for move in moves(state) if actor.may(f"activities.{move}_activity")]
    if state in COMES_OUT and editing.state not in PUT_FORWARD and actor.may("activities.save_draft"):
        acts.append("save")
    if editing.state == "draft" and state in COMES_OUT and actor.may("activities.submit_revision"):
        acts.append("submit")
    if state in LIVE and not editing.short_route_taken:
        acts += ["restock"] if actor.may("activities.restock_activity") else []
        acts += ["extend"] if actor.may("activities.extend_activity") else []
    return acts


def revision_actions(actor: Actor, state: State, revision: HistoryRow) -> list[RevisionAction]:
    """Name the acts on a revision of an activity in ``state``; who put it forward may withdraw it."""
    acts: list[RevisionAction] = []
    if revision.state == "approved" and state in COMES_OUT and actor.may("activities.publish_revision"):
        acts.append("publish")
    made = revision.state in PUT_FORWARD and revision.maker == actor.id
    if made and actor.may("activities.withdraw_revision"):
        acts.append("withdraw")
    return acts
