"""``points``: credit points."""

from collections.abc import Iterator

from largesse.activities.effects.effect import Effect
from largesse.activities.operators.reading import first
from largesse.contracts.documents_gen import EffectPoints
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl


def points(effect: EffectPoints) -> Iterator[str]:
    """Give the one kind."""
    yield effect.get("kind", "")


def part(effect: EffectPoints) -> bool:
    """Tell whether the play says how many they are."""
    return bool(first(effect, "points") == "part")


POINTS = Effect(
    name="points", schema=schema("effects/points.v1"), points=points, part=part, used_by_rules=True
)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return POINTS
