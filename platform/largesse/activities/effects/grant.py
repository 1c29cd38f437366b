"""``grant``: give a right of the document."""

from collections.abc import Iterator

from largesse.activities.effects.effect import Effect, Grant
from largesse.contracts.documents_gen import EffectGrant
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl


def grants(effect: EffectGrant) -> Iterator[Grant]:
    """Give the one right, one unit unless the document says more."""
    yield Grant(effect["right"], effect.get("units", 1), ("right",))


GRANT = Effect(name="grant", schema=schema("effects/grant.v1"), grants=grants)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return GRANT
