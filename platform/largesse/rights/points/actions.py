"""What somebody may do with points now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.audience.clients.reads import ClientRow
from largesse.kernel.actor import Actor
from largesse.rights.points.reads import AwardRow, KindRow

KindAction = Literal["change", "stop", "resume"]


def kind_actions(actor: Actor, kind: KindRow) -> list[KindAction]:
    """Name what one may do with a kind of points."""
    whole = kind.org_unit is None and actor.units is not None
    if whole or not (actor.may("rights.design_points") and actor.reaches(kind.org_unit)):
        return []
    return ["change", "stop" if kind.state == "active" else "resume"]


def holder_actions(actor: Actor, client: ClientRow) -> list[str]:
    """Name what one may do with a client's points: award."""
    allowed = actor.may("rights.adjust_points") and actor.reaches(client.org_unit) and not client.blocked
    return ["award"] if allowed else []


def award_actions(actor: Actor, client: ClientRow, award: AwardRow) -> list[str]:
    """Name what one may do with an award: take it back."""
    allowed = actor.may("rights.adjust_points") and actor.reaches(client.org_unit)
    return ["take_back"] if allowed and award.takeable else []
