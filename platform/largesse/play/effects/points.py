"""``points``: taking part gives points."""

from collections.abc import Mapping

from largesse.activities.effects.points import POINTS
from largesse.contracts.documents_gen import EffectPoints
from largesse.play.effects.carried import Carried
from largesse.store.extending import hookimpl


def points(effect: EffectPoints) -> Mapping[str, int]:
    """Give the points."""
    return {effect.get("kind", ""): effect["points"]}


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=POINTS, points=points)
