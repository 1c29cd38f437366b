"""A world in memory: what clients share and what one client has done, so that a draft can be played.

Words       *offer* a batch as the register has it now; *person* one who plays; *became* an attempt and what
            was given of it
Invariant   eligibility, the client's limits, the draw and what is remembered are decided by the same
            functions as in earnest; only the reckoning of stock and budget is said here again, as
            ``play_verdicts`` says it, and a law holds the two against each other
Source      docs/explanation/dry-runs.md
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from largesse.kernel.clock import day_in
from largesse.kernel.expression import Facts
from largesse.play.chances.chances import Standing
from largesse.play.commons.commons import held_by, moved_on, owner_of
from largesse.play.friends.friends import Seen
from largesse.play.groups.apply import Verdict, uses_of
from largesse.play.groups.attempt import Attempt, Moment, Side, Tried
from largesse.play.groups.eligible import must_be_eligible
from largesse.play.operators.decider import Given
from largesse.play.plans.choice import item_pool
from largesse.play.plans.plan import Plan
from largesse.play.purse.purse import Purse
from largesse.play.states.states import Kept

FIRST, SECOND, NO_STOCK, NO_BUDGET, NO_ROOM = 1, 2, -1, -2, -101
_NOBODY = UUID(int=0)


class Offered(NamedTuple):
    """A batch as the register has it: units free, what one costs in minor units, its budget."""

    free: int
    cost_minor: int
    budget: UUID


@dataclass(slots=True)
class Person:
    """One who plays. ``points`` by the code of their kind; ``facts`` None: nothing is known.

    ``teams`` by play: the one that he leads, and one that he helped.
    """

    standing: Standing
    facts: Facts | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)
    teams: dict[str, tuple[Seen, ...]] = field(default_factory=dict)


class Became(msgspec.Struct, frozen=True):
    """A decided attempt and its verdict; ``side`` None: it was refused for want of something shared."""

    attempt: Attempt
    verdict: Verdict
    side: Side | None


@dataclass(slots=True)
class World:
    """What clients share: pools by name, batches and budgets of the register.

    ``shorts`` are what was short, with when first: a pool, a limit by its key whoever shares it, and
    ``batch/…`` and ``budget/…`` of the register.
    ``moments`` are the plays at the latest instant, by id; ``commons`` is what shared states hold, by state
    and owner.
    """

    free: dict[UUID, int]
    costs: Mapping[UUID, tuple[int, UUID]]
    budgets: dict[UUID, int]
    caps: dict[str, int] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    shorts: dict[str, datetime] = field(default_factory=dict)
    moments: dict[str, Moment] = field(default_factory=dict)
    commons: dict[tuple[str, str], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, offers: Mapping[UUID, Offered], budgets: Mapping[UUID, int]) -> "World":
        """Make a world in which nobody has played yet; ``budgets`` say what is left in minor units."""
        return cls(
            free={batch: one.free for batch, one in offers.items()},
            costs={batch: (one.cost_minor, one.budget) for batch, one in offers.items()},
            budgets=dict(budgets),
        )

    def open(self, plan: Plan) -> None:
        """Make the pools of a play; the larger of two sizes of one pool holds."""
        for name, cap in plan.pools:
            self._pool(name, cap)

    def left(self, plan: Plan) -> Mapping[str, int]:
        """Give what is left of each outcome's stock that the play decides by, by the outcome's id."""
        return {item: self.room(item_pool(plan.play, item)) for item in plan.stocks}

    def room(self, pool: str) -> int:
        """Give what is left of a pool."""
        return self.caps[pool] - self.used[pool]

    def take(self, plan: Plan, seed: bytes, person: Person, at: datetime, given: Given) -> Became:
        """Decide one attempt and give what there is; a refused one changes nothing.

        Raises:
            Told: what the client may not, as in ``take_part``.
        """
        return self.tried(plan, seed, person, at, Tried(given))

    def tried(self, plan: Plan, seed: bytes, person: Person, at: datetime, one: Tried) -> Became:
        """Decide one attempt that an event may have started; what is shared and the owners are known here.

        Raises:
            Told: what the client may not, as in ``take_part``.
        """
        standing, common = person.standing, self.common(plan, person)
        must_be_eligible(plan, person.facts, standing.knowing(common), at, one.props)
        if plan.points_kinds:
            _purse(plan, person).must_hold(plan, standing.client)
        known = msgspec.structs.replace(
            one,
            left=self.left(plan),
            owners=person.owners,
            teams=person.teams.get(plan.play, ()),
            common=common,
        )
        attempt = self._moment(plan, at).decide(seed, standing, known)
        verdict = self._serve(attempt, at)
        if verdict.value < FIRST:
            return Became(attempt, verdict, None)
        side = attempt.sides[verdict.value - 1]
        person.standing = Standing(standing.client, attempt.nonce, attempt.used, side.tallies, side.kept)
        for move in side.moves:
            place = (move.state.id, owner_of(move.state, person.owners))
            self.commons[place] = moved_on(move, self.commons.get(place), day_in(at, plan.zone))
        if plan.price:
            person.points[plan.points_kind] -= plan.price
        for kind, units in side.points.items():
            person.points[kind] = person.points.get(kind, 0) + units
        return Became(attempt, verdict, side)

    def common(self, plan: Plan, person: Person) -> Kept:
        """Give what the shared states of a play hold for one who plays."""
        return held_by((one.state for one in plan.commons), person.owners, self.commons)

    def _moment(self, plan: Plan, at: datetime) -> Moment:
        """Give a play at an instant; many clients who come at one instant share it."""
        known = self.moments.get(plan.play)
        if known is None or known.at != at:
            known = self.moments[plan.play] = Moment(plan, at)
        return known

    def _serve(self, attempt: Attempt, at: datetime) -> Verdict:
        """Give the first side that there is enough for; the end of a strict pool ends the attempt."""
        verdict = Verdict(0)
        sides = attempt.sides
        held = {name: n for side in sides if side.held_back for name, n in side.held_back.items()}
        for value, side in enumerate(sides, FIRST):
            needs, refused, short = uses_of(side), False, ""
            for name, units, strict in needs:
                if name not in self.caps:
                    self._pool(name, side.shared[name].max)
                if self.room(name) - held.get(name, 0) < units:
                    short, refused = name, refused or strict
                    self.shorts.setdefault(side.shared[name].key if name in side.shared else name, at)
            verdict = Verdict(NO_ROOM, short) if short else self._give(side.choice.gives, at)
            if verdict.value > 0:
                for name, units, _ in needs:
                    self.used[name] += units
                return Verdict(value)
            if refused:
                break
        return verdict

    def _give(self, gives: tuple[UUID, ...], at: datetime) -> Verdict:
        """Take the units of a choice from the register, or none of them."""
        for nr, batch in enumerate(gives):
            cost, budget = self.costs.get(batch, (0, _NOBODY))
            no_stock = self.free.get(batch, 0) < 1
            if no_stock or self.budgets[budget] < cost:
                self.shorts.setdefault(f"batch/{batch}" if no_stock else f"budget/{budget}", at)
                for taken in gives[:nr]:
                    self._move(taken, -1)
                return Verdict(NO_STOCK if no_stock else NO_BUDGET)
            self._move(batch, 1)
        return Verdict(FIRST)

    def _move(self, batch: UUID, units: int) -> None:
        cost, budget = self.costs[batch]
        self.free[batch] -= units
        self.budgets[budget] -= units * cost

    def _pool(self, name: str, cap: int) -> None:
        self.caps[name] = max(cap, self.caps.get(name, cap))
        self.used.setdefault(name, 0)


def _purse(plan: Plan, person: Person) -> Purse:
    kinds = dict.fromkeys(plan.points_kinds & person.points.keys(), _NOBODY)
    usable = {(kind, person.standing.client): units for kind, units in person.points.items()}
    return Purse(kinds, {}, usable)
