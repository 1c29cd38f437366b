"""Play a draft many times in memory, attempt by attempt, by the deciders that play in earnest.

Words       *progress* told by the thread that reckons, read by who waits for it
Invariant   no I/O; bounded by the assumptions and by a time; the same draft, assumptions and people give the
            same outcome, but for what the time cuts off
Source      docs/explanation/dry-runs.md
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.activities.simulations.assumptions import Assumptions
from largesse.activities.simulations.outcome import Outcome
from largesse.kernel.errors import Told
from largesse.play.chances.chances import Standing
from largesse.play.dry_runs.who import own_place
from largesse.play.dry_runs.world import Offered, Person, World
from largesse.play.groups.ticket import GiftsGone
from largesse.play.plans.choice import item_pool
from largesse.play.plans.plan import Plan
from largesse.play.simulations import tally
from largesse.play.simulations.crowd import Someone, somebody, visits
from largesse.play.simulations.friends import teams_of
from largesse.play.simulations.tally import Key, Round

MOMENTS = 40
TIME_MAX_S = 200.0
_SLOT_S = 300
_BREATH = 64


class Stopped(Exception):  # noqa: N818 - somebody wanted it, nothing is wrong
    """Nobody wants the outcome any more, or not one round was finished in time."""


@dataclass
class Progress:
    """How far it is; ``stop`` is set by who does not want it any more."""

    done: int = 0
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What is played: plays, what the register has of their batches, costs, and whose facts clients have.

    ``costs`` are minor units of an outcome, by play and id; ``worst_minor`` what the document can cost.
    """

    plans: Sequence[Plan]
    offers: Mapping[UUID, Offered]
    budgets: Mapping[UUID, int]
    costs: Mapping[Key, int]
    currency: str
    worst_minor: int
    people: Sequence[Someone]
    people_are: str
    points_kinds: frozenset[str] = frozenset()


def simulate(draft: Draft, assumed: Assumptions, progress: Progress) -> Outcome:
    """Play all rounds; blocking, for a thread of its own.

    Raises:
        Stopped: before one round was finished.
    """
    began = time.monotonic()
    first = draft.plans[0]
    start = first.start.astimezone(ZoneInfo(first.zone))
    runs = _Runs(draft, assumed, progress, began + TIME_MAX_S, start, first.end - first.start)
    rounds = list(runs.rounds())
    if progress.stop or not rounds:
        raise Stopped
    plans = draft.plans
    return Outcome(
        rounds=len(rounds),
        plays=sum(one.attempts for one in rounds),
        decided=round(sum(one.decided for one in rounds) / len(rounds), 2),
        currency=draft.currency,
        cost_minor=tally.span([one.cost_minor for one in rounds]),
        worst_minor=draft.worst_minor,
        given=tally.given(rounds, plans),
        tiers=tally.tiers(rounds),
        moments=tuple(runs.moments),
        curves=tally.curves(rounds, plans),
        bounds=tally.bounds(rounds, plans),
        refused=tally.refused(rounds),
        people=draft.people_are,
        took_s=round(time.monotonic() - began, 2),
    )


@dataclass(frozen=True, slots=True)
class _Runs:
    """The rounds of one simulation, in the activity's own zone: days then cost nothing to tell."""

    draft: Draft
    assumed: Assumptions
    progress: Progress
    until: float
    start: datetime
    window: timedelta

    @property
    def moments(self) -> list[datetime]:
        """When it is noted what is left: at the start, while all is there, and on to the end."""
        return [self.start + self.window * nr / (MOMENTS - 1) for nr in range(MOMENTS)]

    def rounds(self) -> Iterator[Round]:
        """Play round by round until all are played, the time is over, or somebody stops it."""
        for nr in range(self.assumed.rounds):
            game = _Game(self, nr)
            dice = Random(game.mark)  # noqa: S311 - plays for nobody
            coming = visits(self.assumed, int(self.window.total_seconds()), self.start.hour, dice)
            for breath, (second, client) in enumerate(coming):
                game.visit(client, self.start + timedelta(seconds=second - second % _SLOT_S), dice)
                if breath % _BREATH == 0:
                    time.sleep(0)  # lets the worker's other work have its turn
                    if self.progress.stop or time.monotonic() >= self.until:
                        return
            yield game.over()


class _Game:
    """One round: the whole activity played through once."""

    def __init__(self, runs: _Runs, nr: int) -> None:
        self.draft, self.assumed, self.progress = runs.draft, runs.assumed, runs.progress
        self.nr, self.mark = nr, f"{runs.assumed.seed}/{nr}"
        self.secret = sha256(self.mark.encode()).digest()
        self.world, self.came = World.of(self.draft.offers, self.draft.budgets), Round()
        for plan in self.draft.plans:
            self.world.open(plan)
        self.pools = [item_pool(plan.play, item) for plan, item, _ in tally.stocked(self.draft.plans)]
        self.moments = runs.moments
        self.persons: dict[int, tuple[Person, str]] = {}

    def visit(self, client: int, at: datetime, dice: Random) -> None:
        """Let a client try every play; after a refusal he leaves a play alone until the next visit."""
        self._note(at)
        if client not in self.persons:
            self.persons[client] = self._person(client, dice)
        person, tier = self.persons[client]
        for plan in self.draft.plans:
            for _ in range(self.assumed.tries):
                if not self._try(plan, person, tier, (at, dice)):
                    break

    def over(self) -> Round:
        """Give what the round came to."""
        self._note(self.moments[-1])
        self.came.shorts = self.world.shorts
        return self.came

    def _try(self, plan: Plan, person: Person, tier: str, how: tuple[datetime, Random]) -> bool:
        """Make one attempt and count it; False: it was refused."""
        came, (at, dice) = self.came, how
        came.attempts += 1
        self.progress.done += 1
        try:
            given = plan.decider.says(plan.rules, dice, self.assumed.skill_percent / 100)
            became = self.world.take(plan, self.secret, person, at, given)
        except Told as no:
            came.refused[no.code] += 1
            return False
        if became.side is None:
            came.refused[GiftsGone.code] += 1
            return False
        key = (plan.play, became.side.choice.id)
        came.decided += 1
        came.given[key] += 1
        came.cost_minor += self.draft.costs[key]
        came.tries_by_tier[tier] += 1
        came.wins_by_tier[tier] += became.side.outcome == "win"
        return True

    def _person(self, client: int, dice: Random) -> tuple[Person, str]:
        someone = somebody(self.draft.people, dice)
        points = dict.fromkeys(self.draft.points_kinds, self.assumed.points)
        ident = UUID(int=self.nr << 64 | client)
        owners = {"household": str(ident), **own_place(ident), **someone.owners}
        mean, plans = self.assumed.friends / 100, self.draft.plans
        teams = {plan.play: teams_of(plan, mean, self.secret, ident, dice) for plan in plans}
        return Person(Standing(ident), someone.facts, owners, points, teams), someone.tier

    def _note(self, at: datetime) -> None:
        """Note what is left of each stock at the moments that are past."""
        while len(self.came.left) < MOMENTS and self.moments[len(self.came.left)] <= at:
            self.came.left.append(tuple(map(self.world.room, self.pools)))
