"""``notify``: send a message by a template."""

from largesse.activities.effects.effect import Effect
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

NOTIFY = Effect(name="notify", schema=schema("effects/notify.v1"), of_value=False)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return NOTIFY
