"""``enter``: put the client's entry into a draw of the document that is decided later."""

from largesse.activities.effects.effect import Effect
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

ENTER = Effect(name="enter", schema=schema("effects/enter.v1"), enters=True)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return ENTER
