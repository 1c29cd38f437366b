"""``points``: taking part gives points."""

from collections.abc import Mapping

from largesse.activities.effects.points import POINTS
from largesse.activities.operators.reading import first
from largesse.contracts.documents_gen import EffectPoints
from largesse.play.effects.carried import Carried
from largesse.store.extending import hookimpl


def points(effect: EffectPoints) -> Mapping[str, int]:
    """Give the points; those of a part are the packet's to say."""
    given = first(effect, "points")
    return {effect.get("kind", ""): given} if isinstance(given, int) else {}


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=POINTS, points=points)
