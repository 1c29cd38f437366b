"""What somebody may do to stop a right or let it go on, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.audience.clients.reads import ClientRow
from largesse.kernel.actor import Actor
from largesse.rights.entitlements.reads import EntitlementRow
from largesse.rights.suspensions.suspend import LIVE

Action = Literal["suspend", "resume"]


def moves_open(actor: Actor, right: EntitlementRow) -> list[Action]:
    """Name the acts that neither state, office nor reach forbids."""
    if not (actor.may("rights.suspend") and actor.reaches(right.org_unit)):
        return []
    if right.state == "suspended":
        return ["resume"]
    return ["suspend"] if right.state in LIVE else []


def acts_for_client(actor: Actor, client: ClientRow) -> list[str]:
    """Name what this sub-room lets an actor do with a client within reach: suspend every right."""
    del client
    return ["suspend_rights"] if actor.may("rights.suspend") else []
