"""``state``: taking part moves a state."""

from largesse.activities.effects.state import STATE
from largesse.contracts.documents_gen import EffectState
from largesse.play.effects.carried import Carried, States
from largesse.play.states.states import Move
from largesse.store.extending import hookimpl


def changes(effect: EffectState, states: States) -> list[Move]:
    """Give the move."""
    return [Move(states[effect["state"]], effect["by"])]


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=STATE, changes=changes)
