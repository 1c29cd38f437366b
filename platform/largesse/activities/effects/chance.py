"""``chance``: give chances of a play of the document."""

from largesse.activities.effects.effect import Effect
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

CHANCE = Effect(name="chance", schema=schema("effects/chance.v1"))


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return CHANCE
