"""``chance``: taking part gives chances of a play."""

from largesse.activities.effects.chance import CHANCE
from largesse.contracts.documents_gen import EffectChance
from largesse.play.effects.carried import Carried, States
from largesse.play.states.states import Given
from largesse.store.extending import hookimpl


def changes(effect: EffectChance, _states: States) -> list[Given]:
    """Give the chances."""
    return [Given(effect["play"], effect["units"], effect.get("days"))]


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=CHANCE, changes=changes)
