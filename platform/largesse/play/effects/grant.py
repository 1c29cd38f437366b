"""``grant``: taking part gives the right."""

from largesse.activities.effects.effect import Effect
from largesse.activities.effects.grant import GRANT
from largesse.store.extending import hookimpl


@hookimpl
def served_effect() -> Effect:
    """Give this effect."""
    return GRANT
