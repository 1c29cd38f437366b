"""``unlock``: taking part opens a locked play."""

from largesse.activities.effects.unlock import UNLOCK
from largesse.contracts.documents_gen import EffectUnlock
from largesse.play.effects.carried import Carried, States
from largesse.play.states.states import Unlocked
from largesse.store.extending import hookimpl


def changes(effect: EffectUnlock, _states: States) -> list[Unlocked]:
    """Give what is opened."""
    return [Unlocked(effect["play"], effect.get("days"))]


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=UNLOCK, changes=changes)
