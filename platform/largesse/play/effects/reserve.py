"""``reserve``: taking part keeps the right for the client until a time."""

from largesse.activities.effects.effect import Effect
from largesse.activities.effects.reserve import RESERVE
from largesse.store.extending import hookimpl


@hookimpl
def served_effect() -> Effect:
    """Give this effect."""
    return RESERVE
