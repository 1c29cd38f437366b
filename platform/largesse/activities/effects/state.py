"""``state``: move a state of the document."""

from largesse.activities.effects.effect import Effect
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

STATE = Effect(name="state", schema=schema("effects/state.v1"))


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return STATE
