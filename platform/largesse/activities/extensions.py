"""What may be added to this room without touching it; ``@hookimpl`` comes from ``largesse.store.extending``.

Source      docs/how-to/add-an-operator.md, docs/how-to/add-an-effect.md, docs/how-to/add-a-trigger.md,
            docs/how-to/add-a-guard-rule.md
"""

from collections.abc import Sequence

from largesse.activities.effects import (
    chance,
    enter,
    grant,
    lead_rm,
    notify,
    points,
    reserve,
    state,
    tag,
    unlock,
)
from largesse.activities.effects.effect import Effect
from largesse.activities.guard import rules
from largesse.activities.guard.rule import Rule
from largesse.activities.operators import (
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
from largesse.activities.operators.operator import Operator
from largesse.activities.triggers import (
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
from largesse.activities.triggers.trigger import Trigger
from largesse.store.extending import hookspec

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
EFFECTS = (grant, points, chance, state, tag, notify, lead_rm, unlock, enter, reserve)
SCHEDULES = (schedule_at, schedule_cron, schedule_client_date, schedule_payday)
TRIGGERS = (user_act, user_enter, scan, geo_checkin, event_in, peer_act, milestone, *SCHEDULES)
BUILT_IN = (*OPERATORS, *EFFECTS, *TRIGGERS, rules)


@hookspec
def operator() -> Operator:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give an operator; an activity can come out with it once the play room knows how it decides."""


@hookspec
def effect() -> Effect:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give an effect; an activity can come out with it once the play room serves it."""


@hookspec
def trigger() -> Trigger:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give a trigger; an activity can come out with it once the play room serves it."""


@hookspec
def guard_rules() -> Sequence[Rule]:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give rules of the guard, in the order in which people read them."""
