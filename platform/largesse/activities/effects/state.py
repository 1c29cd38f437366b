"""``state``: move a state of the document."""

from collections.abc import Mapping

from largesse.activities.effects.effect import Effect
from largesse.contracts.documents_gen import EffectState
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

_NAMED = {"set"}
_VALUES = ("event.", "said.")


def unfit(effect: EffectState, states: Mapping[str, str]) -> bool:
    """Tell of a move by words of a state that counts: only a set has members.

    A value of the event that starts the play may move any, and so may a score that was sent.
    """
    by = effect["by"]
    named = isinstance(by, str) and not by.startswith(_VALUES)
    return named and states.get(effect["state"], "set") not in _NAMED


STATE = Effect(name="state", schema=schema("effects/state.v1"), of_value=False, unfit=unfit)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return STATE
