"""What a client has done in an activity, and how often it can still take part; pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.clock import day_in
from largesse.play.plans.limits import Meter, Rule, Tally, begins_again
from largesse.play.plans.plan import Plan
from largesse.play.states.states import Kept, lots_of


class Standing(msgspec.Struct, frozen=True):
    """What a client has done in an activity, and what it keeps, as read under the lock of the row."""

    client: UUID
    nonce: int = 0
    used: int = 0
    tallies: Mapping[str, Tally] = msgspec.field(default_factory=dict)
    kept: Kept = msgspec.field(default_factory=dict)

    def knowing(self, common: Kept) -> "Standing":
        """Give it with what states hold that the client shares with others."""
        return msgspec.structs.replace(self, kept={**self.kept, **common}) if common else self


def tallies_of(kept: Mapping[str, Sequence[Any]]) -> dict[str, Tally]:
    """Give tallies as they are kept: a list of period and units by rule."""
    return {key: (tally[0], tally[1]) for key, tally in kept.items()}


def spare(plan: Plan, kept: Kept, day: date) -> int:
    """Give how many chances of a play the client was given beside those that everyone has."""
    return sum(units for units, _ in lots_of(kept, plan.play, day))


class Meters:
    """A play's limits of a client's own attempts at one instant, the same for all clients."""

    __slots__ = ("_at", "_day", "_key", "_next", "_plan", "_refusing", "attempts", "chances")

    def __init__(self, plan: Plan, at: datetime) -> None:
        self._plan, self._at, self._day = plan, at, day_in(at, plan.zone)
        self._key = f"chances/{plan.play}"
        self._next: dict[str, datetime | None] = {}
        self.attempts = tuple(Meter.of(rule, at, plan.zone) for rule in plan.attempts)
        self.chances = (
            None if plan.chances is None else Meter.of(plan.chances, at, plan.zone, plan.chance_units)
        )
        self._refusing = tuple(one for one in self.attempts if one.rule.on_exceed == "reject")

    def left(self, standing: Standing) -> int | None:
        """Give how often the client can still take part in this period; None: without limit."""
        room = [one.left(standing.tallies) for one in self._refusing]
        if self.chances is not None:
            room.append(self._chances_left(self.chances, standing) // self.chances.units)
        return min(room) if room else None

    def again_at(self, standing: Standing) -> datetime | None:
        """Give when a client who can take part no more may again; None: now, or never in this activity."""
        spent = [one.rule for one in self._refusing if one.over(standing.tallies)]
        chances = self.chances
        if chances and chances.rule.max > 0 and self._chances_left(chances, standing) < chances.units:
            spent.append(chances.rule)
        begins = [self._begins(rule) for rule in spent]
        known = [one for one in begins if one is not None]
        if not known or len(known) < len(begins) or max(known) >= self._plan.end:
            return None
        return max(known)

    def _begins(self, rule: Rule) -> datetime | None:
        """Give when a rule's next period begins, reckoned once for all clients of the instant."""
        if rule.key not in self._next:
            self._next[rule.key] = begins_again(rule, self._at, self._plan.zone)
        return self._next[rule.key]

    def _chances_left(self, chances: Meter, standing: Standing) -> int:
        own = chances.left(standing.tallies)
        return own + spare(self._plan, standing.kept, self._day) if self._key in standing.kept else own


def chances_left(plan: Plan, standing: Standing, at: datetime) -> int | None:
    """Give how often the client can still take part in this period; None: without limit."""
    return Meters(plan, at).left(standing)


def again_at(plan: Plan, standing: Standing, at: datetime) -> datetime | None:
    """Give when a client who can take part no more may do so again; None: now, or never in this activity."""
    return Meters(plan, at).again_at(standing)
