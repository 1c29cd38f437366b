"""``tag``: tag the client."""

from largesse.activities.effects.effect import Effect
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

TAG = Effect(name="tag", schema=schema("effects/tag.v1"), of_value=False, for_losers=True)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return TAG
