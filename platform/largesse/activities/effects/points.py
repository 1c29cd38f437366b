"""``points``: credit points."""

from largesse.activities.effects.effect import Effect
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

POINTS = Effect(name="points", schema=schema("effects/points.v1"))


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return POINTS
