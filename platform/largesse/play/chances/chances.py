"""What a client has done in an activity, and how often it can still take part; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.play.plans.limits import Tally, begins_again, left
from largesse.play.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """What a client has done in an activity, as read under the lock of the chance row."""

    client: UUID
    nonce: int = 0
    used: int = 0
    tallies: Mapping[str, Tally] = field(default_factory=dict)


def tallies_of(kept: Mapping[str, Sequence[Any]]) -> dict[str, Tally]:
    """Give tallies as they are kept: a list of period and units by rule."""
    return {key: (tally[0], tally[1]) for key, tally in kept.items()}


def chances_left(plan: Plan, tallies: Mapping[str, Tally], at: datetime) -> int | None:
    """Give how often the client can still take part in this period; None: without limit."""
    room = [left(tallies, rule, at, plan.zone) for rule in plan.attempts if rule.on_exceed == "reject"]
    if plan.chances is not None:
        room.append(left(tallies, plan.chances, at, plan.zone) // plan.chance_units)
    return min(room) if room else None


def again_at(plan: Plan, tallies: Mapping[str, Tally], at: datetime) -> datetime | None:
    """Give when a client who can take part no more may do so again; None: now, or never in this activity."""
    needs = [(rule, 1) for rule in plan.attempts if rule.on_exceed == "reject"]
    if plan.chances is not None and plan.chances.max > 0:
        needs.append((plan.chances, plan.chance_units))
    spent = [rule for rule, units in needs if left(tallies, rule, at, plan.zone) < units]
    begins = [begins_again(rule, at, plan.zone) for rule in spent]
    known = [one for one in begins if one is not None]
    if not known or len(known) < len(begins) or max(known) >= plan.end:
        return None
    return max(known)
