"""``unlock``: open a locked play of the document."""

from largesse.activities.effects.effect import Effect
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

UNLOCK = Effect(name="unlock", schema=schema("effects/unlock.v1"))


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return UNLOCK
