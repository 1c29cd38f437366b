"""What somebody may do with a provider or a SKU now, by the rules that the use cases refuse by."""

from typing import Literal

from largesse.kernel.actor import Actor
from largesse.rights.catalogue.reads import ProviderRow, SkuRow
from largesse.rights.catalogue.skus import steps

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


def sku_actions(actor: Actor, sku: SkuRow) -> list[str]:
    """Name the acts on a SKU that neither state, office nor reach forbids."""
    if not actor.reaches(sku.org_unit):
        return []
    acts: list[str] = []
    if actor.may("rights.supply"):
        acts += ["change"] if sku.state == "active" else []
        acts += steps(sku.state)
    if actor.may("rights.sign_taxes") and sku.tax_opinion is None:
        acts.append("sign_taxes")
    return acts
