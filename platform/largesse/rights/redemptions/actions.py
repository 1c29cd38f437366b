"""What somebody may do with a redemption now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.rights.redemptions.reads import RedemptionRow
from largesse.rights.redemptions.records import USE

Action = Literal["reverse"]


def actions(actor: Actor, redemption: RedemptionRow) -> list[Action]:
    """Name the acts that neither state, office nor reach forbids; a use is reversed once."""
    reversible = redemption.kind == USE and not redemption.reversed
    if reversible and actor.may("rights.reverse_use") and actor.reaches(redemption.org_unit):
        return ["reverse"]
    return []
