"""What may be added to this room without touching it; ``@hookimpl`` comes from ``largesse.store.extending``.

Source      docs/how-to/add-an-operator.md, docs/how-to/add-an-effect.md, docs/how-to/add-a-trigger.md
"""

from largesse.activities.documents.grammar import Served
from largesse.activities.effects.effect import Effect
from largesse.activities.triggers.trigger import Trigger
from largesse.play.effects import grant
from largesse.play.operators import certain, weighted
from largesse.play.operators.decider import Decider, Deciders
from largesse.play.triggers import user_act, user_enter
from largesse.store.extending import hookspec
from largesse.store.house import House

BUILT_IN = (certain, weighted, grant, user_act, user_enter)


@hookspec
def decider() -> Decider:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give how taking part decides by an operator; with it, an activity that uses it can come out."""


@hookspec
def served_effect() -> Effect:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give an effect that does no more than grant what its ``grants`` says; taking part grants it."""


@hookspec
def served_trigger() -> Trigger:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give a trigger whose plays the client's own request starts."""


def deciders_of(house: House) -> Deciders:
    """Give the deciders of this process."""
    return house.single(_deciders)


def served(house: House) -> Served:
    """Give the names of the operators, effects and triggers that taking part can carry out."""
    return Served(
        operators=frozenset(deciders_of(house).known),
        effects=frozenset(one.name for one in house.hook.served_effect()),
        triggers=frozenset(one.name for one in house.hook.served_trigger()),
    )


def _deciders(house: House) -> Deciders:
    return Deciders.of(reversed(house.hook.decider()))
