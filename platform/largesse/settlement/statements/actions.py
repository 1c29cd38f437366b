"""What may be done with a statement, by the same rules by which its use cases refuse."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.settlement.statements.reads import StatementDetails
from largesse.settlement.statements.records import ProfileId

StatementAct = Literal["release", "supersede"]
_HELD = frozenset({"submitted", "approved", "invoiced", "instructed", "paid", "closed"})


def releasable(state: str, line_count: int, profile: ProfileId | None, kept_lines: str | None) -> bool:
    """Tell whether a second person's word can load it: its lines are kept, or a mapping reads them again."""
    return state == "quarantined" and line_count > 0 and (profile is not None or kept_lines is not None)


def actions(actor: Actor, row: StatementDetails) -> list[StatementAct]:
    """Give what an actor may do with a statement within reach; who loaded it never stands for it."""
    second = actor.may("settlement.release_statement") and row.loaded_by != actor.id
    can = releasable(row.state, row.line_count, row.profile, row.kept_lines)
    acts: list[StatementAct] = ["release"] if second and can else []
    steps_back = row.state == "loaded" and row.batch_state not in _HELD
    return acts + (["supersede"] if steps_back and actor.may("settlement.supersede_statement") else [])
