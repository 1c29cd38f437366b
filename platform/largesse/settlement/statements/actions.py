"""What may be done with a statement, by the same rule by which ``release_statement`` refuses."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.settlement.statements.reads import StatementDetails
from largesse.settlement.statements.records import ProfileId

StatementAct = Literal["release"]


def releasable(state: str, line_count: int, profile: ProfileId | None) -> bool:
    """Tell whether a second person's word can load it: it has lines, and a saved mapping reads them again."""
    return state == "quarantined" and line_count > 0 and profile is not None


def actions(actor: Actor, row: StatementDetails) -> list[StatementAct]:
    """Give what an actor may do with a statement within reach; who loaded it never stands for it."""
    second = actor.may("settlement.release_statement") and row.loaded_by != actor.id
    return ["release"] if second and releasable(row.state, row.line_count, row.profile) else []
