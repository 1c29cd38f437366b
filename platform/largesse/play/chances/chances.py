"""What a client has done in an activity, and how often it can still take part; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from largesse.kernel.clock import day_in
from largesse.play.plans.limits import Tally, begins_again, left
from largesse.play.plans.plan import Plan
from largesse.play.states.states import Kept, lots_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What a client has done in an activity, and what it keeps, as read under the lock of the row."""

    client: UUID
    nonce: int = 0
    used: int = 0
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    kept: Kept = field(default_factory=dict)


def tallies_of(kept: Mapping[str, Sequence[Any]]) -> dict[str, Tally]:
    """Give tallies as they are kept: a list of period and units by rule."""
    return {key: (tally[0], tally[1]) for key, tally in kept.items()}


def spare(plan: Plan, kept: Kept, day: date) -> int:
    """Give how many chances of a play the client was given beside those that everyone has."""
    return sum(units for units, _ in lots_of(kept, plan.play, day))


def chances_left(plan: Plan, standing: Standing, at: datetime) -> int | None:
    """Give how often the client can still take part in this period; None: without limit."""
    tallies = standing.tallies
    room = [left(tallies, rule, at, plan.zone) for rule in plan.attempts if rule.on_exceed == "reject"]
    if plan.chances is not None:
        given = spare(plan, standing.kept, day_in(at, plan.zone))
        room.append((left(tallies, plan.chances, at, plan.zone) + given) // plan.chance_units)
    return min(room) if room else None


def again_at(plan: Plan, standing: Standing, at: datetime) -> datetime | None:
    """Give when a client who can take part no more may do so again; None: now, or never in this activity."""
    tallies = standing.tallies
    needs = [(rule, 1, 0) for rule in plan.attempts if rule.on_exceed == "reject"]
    if plan.chances is not None and plan.chances.max > 0:
        needs.append((plan.chances, plan.chance_units, spare(plan, standing.kept, day_in(at, plan.zone))))
    spent = [rule for rule, units, more in needs if left(tallies, rule, at, plan.zone) + more < units]
    begins = [begins_again(rule, at, plan.zone) for rule in spent]
    known = [one for one in begins if one is not None]
    if not known or len(known) < len(begins) or max(known) >= plan.end:
        return None
    return max(known)
