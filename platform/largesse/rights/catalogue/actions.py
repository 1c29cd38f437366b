"""What somebody may do with a provider now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.rights.catalogue.reads import ProviderRow

Action = Literal["pause", "resume", "give_key", "connect", "disconnect"]


def provider_actions(actor: Actor, provider: ProviderRow) -> list[Action]:
    """Name the acts that neither state, office nor reach forbids."""
    if not actor.reaches(provider.org_unit):
        return []
    found: list[Action] = []
    if actor.may("rights.pause_provider"):
        found += ["pause"] if provider.state == "active" else []
        found += ["resume"] if provider.state == "paused" else []
    if actor.may("rights.give_key"):
        found.append("give_key")
    if actor.may("rights.supply"):
        found.append("connect" if provider.installation is None else "disconnect")
    return found
