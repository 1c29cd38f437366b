"""What may be added to this room without touching it; ``@hookimpl`` comes from ``largesse.store.extending``.

Source      docs/how-to/add-an-operator.md, docs/how-to/add-an-effect.md, docs/how-to/add-a-trigger.md
"""

from collections.abc import Mapping

from largesse.activities.documents.grammar import Served
from largesse.activities.effects.effect import Effect
from largesse.activities.triggers.trigger import Trigger
from largesse.play.effects import chance, grant, points, state, unlock
from largesse.play.effects.carried import Carried
from largesse.play.operators import (
    answer,
    certain,
    first_come,
    pick,
    set_complete,
    streak,
    threshold,
    urn,
    weighted,
)
from largesse.play.operators.decider import Decider, Deciders
from largesse.play.triggers import user_act, user_enter
from largesse.store.extending import hookspec
from largesse.store.house import House

OPERATORS = (certain, weighted, urn, first_come, answer, threshold, streak, set_complete, pick)
EFFECTS = (grant, points, chance, state, unlock)
TRIGGERS = (user_act, user_enter)
BUILT_IN = (*OPERATORS, *EFFECTS, *TRIGGERS)


@hookspec
def decider() -> Decider:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give how taking part decides by an operator; with it, an activity that uses it can come out."""


@hookspec
def served_effect() -> Effect:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give an effect that does no more than grant what its ``grants`` says; taking part grants it."""


@hookspec
def carried_effect() -> Carried:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give an effect that changes what an activity remembers of the client, and how."""


@hookspec
def served_trigger() -> Trigger:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give a trigger whose plays the client's own request starts."""


def deciders_of(house: House) -> Deciders:
    """Give the deciders of this process."""
    return house.single(_deciders)


def effects_of(house: House) -> Mapping[str, Carried]:
    """Give the effects of this process that change what is remembered, by name."""
    return house.single(_effects)


def served(house: House) -> Served:
    """Give the names of the operators, effects and triggers that taking part can carry out."""
    return Served(
        operators=frozenset(deciders_of(house).known),
        effects=frozenset(one.name for one in house.hook.served_effect()) | effects_of(house).keys(),
        triggers=frozenset(one.name for one in house.hook.served_trigger()),
    )


def _effects(house: House) -> dict[str, Carried]:
    return {one.effect.name: one for one in house.hook.carried_effect()}


def _deciders(house: House) -> Deciders:
    return Deciders.of(reversed(house.hook.decider()))
