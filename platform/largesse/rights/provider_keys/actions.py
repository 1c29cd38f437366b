"""What somebody may do with a provider's key now, by the rules that the use cases refuse by."""

from datetime import datetime
from typing import Literal

from largesse.kernel.actor import Actor
from largesse.rights.provider_keys.provider_key import OPENS
from largesse.rights.provider_keys.reads import KeyRow

Action = Literal["renew", "stop"]


def actions(actor: Actor, key: KeyRow, now: datetime) -> list[Action]:
    """Name the acts that neither standing, office nor reach forbids."""
    if not actor.reaches(key.org_unit):
        return []
    found: list[Action] = []
    if key.ends_at is None and actor.may("rights.give_key"):
        found.append("renew")
    if key.standing(now) in OPENS and actor.may("rights.stop_key"):
        found.append("stop")
    return found
