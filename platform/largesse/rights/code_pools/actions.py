"""What somebody may do with a pool and its lots now, by the rules that the use cases refuse by."""

from typing import Literal
from uuid import UUID

from largesse.kernel.actor import Actor

PoolAction = Literal["import", "make", "set_low", "reveal"]
LotAction = Literal["cancel", "void", "hand_over"]
_UNDER_WAY = frozenset({"waiting", "reading"})


def pool_actions(actor: Actor, org_unit: UUID) -> list[PoolAction]:
    """Name the acts that neither office nor reach forbids."""
    if not actor.reaches(org_unit):
        return []
    found: list[PoolAction] = []
    if actor.may("rights.import_codes"):
        found += ["import", "make"]
    if actor.may("rights.supply"):
        found.append("set_low")
    if actor.may("rights.reveal_code"):
        found.append("reveal")
    return found


def lot_actions(actor: Actor, org_unit: UUID, state: str, origin: str) -> list[LotAction]:
    """Name the acts that neither state, office nor reach forbids."""
    if not actor.reaches(org_unit):
        return []
    found: list[LotAction] = []
    if state in _UNDER_WAY and actor.may("rights.import_codes"):
        found.append("cancel")
    if state == "done" and origin != "elsewhere" and actor.may("rights.void_codes"):
        found.append("void")
    if state == "done" and origin == "made" and actor.may("rights.export_codes"):
        found.append("hand_over")
    return found
