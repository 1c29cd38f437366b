"""What may be added to this room without touching it; ``@hookimpl`` comes from ``largesse.store.extending``.

Source      docs/how-to/add-an-operator.md
"""

from largesse.play.operators import certain, weighted
from largesse.play.operators.decider import Decider, Deciders
from largesse.store.extending import hookspec
from largesse.store.house import House

BUILT_IN = (certain, weighted)


@hookspec
def decider() -> Decider:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give how taking part decides by an operator; with it, an activity that uses it can come out."""


def deciders_of(house: House) -> Deciders:
    """Give the deciders of this process."""
    return house.single(_deciders)


def played(house: House) -> list[str]:
    """Give the names of the operators that taking part can decide by."""
    return list(deciders_of(house).known)


def _deciders(house: House) -> Deciders:
    return Deciders.of(reversed(house.hook.decider()))
