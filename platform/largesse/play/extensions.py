"""What may be added to this room without touching it; ``@hookimpl`` comes from ``largesse.store.extending``.

Source      docs/how-to/add-an-operator.md, docs/how-to/add-an-effect.md, docs/how-to/add-a-trigger.md
"""

from collections.abc import Iterable, Mapping
from typing import Any

from largesse.activities.documents.grammar import Served
from largesse.activities.effects.effect import Effect
from largesse.activities.triggers.trigger import Trigger
from largesse.play.effects import chance, enter, grant, lead_rm, notify, points, reserve, state, tag, unlock
from largesse.play.effects.carried import Carried
from largesse.play.operators import (
    answer,
    certain,
    first_come,
    pick,
    quorum,
    rank,
    set_complete,
    streak,
    threshold,
    timed_draw,
    urn,
    weighted,
)
from largesse.play.operators.decider import Decider, Deciders
from largesse.play.triggers import (
    event_in,
    geo_checkin,
    milestone,
    peer_act,
    scan,
    schedule_at,
    schedule_client_date,
    schedule_cron,
    schedule_payday,
    user_act,
    user_enter,
)
from largesse.play.triggers.heard import Heard
from largesse.play.triggers.proved import Proved
from largesse.play.triggers.reaching import Reaching
from largesse.play.triggers.started import Started
from largesse.store.extending import hookspec
from largesse.store.house import House

OPERATORS = (
    certain,
    weighted,
    urn,
    first_come,
    answer,
    threshold,
    streak,
    set_complete,
    pick,
    quorum,
    timed_draw,
    rank,
)
EFFECTS = (grant, points, chance, state, unlock, enter, tag, lead_rm, notify, reserve)
SCHEDULES = (schedule_at, schedule_cron, schedule_client_date, schedule_payday)
TRIGGERS = (event_in, milestone, user_act, user_enter, peer_act, scan, geo_checkin, *SCHEDULES)
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


@hookspec
def heard_trigger() -> Heard:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give a trigger whose plays start when an event is told by another system."""


def heard_of(house: House) -> Mapping[str, Heard]:
    """Give the triggers of this process that wait for events, by name."""
    return house.single(_heard)


@hookspec
def reaching_trigger() -> Reaching:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give a trigger whose plays start when a state of the client reaches a value."""


def reaching_of(house: House) -> Mapping[str, Reaching]:
    """Give the triggers of this process that wait for a state, by name."""
    return house.single(_reaching)


@hookspec
def started_trigger() -> Started:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give a trigger that time makes: when its plays are open, or for whom the clock plays."""


@hookspec
def proved_trigger() -> Proved:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give a trigger whose plays the client's own request starts, with a proof."""


def deciders_of(house: House) -> Deciders:
    """Give the deciders of this process."""
    return house.single(_deciders)


def effects_of(house: House) -> Mapping[str, Carried]:
    """Give the effects of this process that change what is remembered, by name."""
    return house.single(_effects)


def tells(house: House, after: Iterable[tuple[str, Mapping[str, Any]]]) -> bool:
    """Tell whether the client reads something of what is done after: of one of some effects by name."""
    known = effects_of(house)
    return any(name in known and known[name].says is not None for name, _ in after)


def started_of(house: House) -> Mapping[str, Started]:
    """Give the triggers of this process that time makes, by name."""
    return house.single(_started)


def proved_of(house: House) -> Mapping[str, Proved]:
    """Give the triggers of this process that ask for a proof, by name."""
    return house.single(_proved)


def served(house: House) -> Served:
    """Give the names of the operators, effects and triggers that taking part can carry out."""
    return Served(
        operators=frozenset(deciders_of(house).known),
        effects=frozenset(one.name for one in house.hook.served_effect()) | effects_of(house).keys(),
        triggers=frozenset(one.name for one in house.hook.served_trigger())
        | heard_of(house).keys()
        | reaching_of(house).keys()
        | started_of(house).keys()
        | proved_of(house).keys(),
    )


def _effects(house: House) -> dict[str, Carried]:
    return {one.effect.name: one for one in house.hook.carried_effect()}


def _heard(house: House) -> dict[str, Heard]:
    return {one.trigger.name: one for one in house.hook.heard_trigger()}


def _reaching(house: House) -> dict[str, Reaching]:
    return {one.trigger.name: one for one in house.hook.reaching_trigger()}


def _started(house: House) -> dict[str, Started]:
    return {one.trigger.name: one for one in house.hook.started_trigger()}


def _proved(house: House) -> dict[str, Proved]:
    return {one.trigger.name: one for one in house.hook.proved_trigger()}


def _deciders(house: House) -> Deciders:
    return Deciders.of(reversed(house.hook.decider()))
