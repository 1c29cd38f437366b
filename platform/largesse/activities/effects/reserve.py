"""``reserve``: keep a right of the document for the client until a time, by which he claims it."""

from collections.abc import Iterator

from largesse.activities.effects.effect import Effect, Grant
from largesse.contracts.documents_gen import EffectReserve
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl


def grants(effect: EffectReserve) -> Iterator[Grant]:
    """Give the one right, one unit, with the minutes within which it is claimed."""
    yield Grant(effect["right"], 1, ("right",), effect["minutes"])


RESERVE = Effect(name="reserve", schema=schema("effects/reserve.v1"), grants=grants)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return RESERVE
