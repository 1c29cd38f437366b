"""``lead_rm``: tell the client's adviser."""

from largesse.activities.effects.effect import Effect
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

LEAD_RM = Effect(name="lead_rm", schema=schema("effects/lead_rm.v1"), of_value=False, for_losers=True)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return LEAD_RM
