"""What somebody may do with an offer now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.rights.points_mall.reads import OfferRow

Action = Literal["stop", "resume"]


def actions(actor: Actor, offer: OfferRow) -> list[Action]:
    """Name the acts that neither state, office nor reach forbids."""
    if not (actor.may("rights.design_points") and actor.reaches(offer.org_unit)):
        return []
    return ["stop" if offer.state == "active" else "resume"]
