"""One attempt decided: the client's limits, the draw, first choice and fallback; pure.

Words       *first* what the attempt met; *second* what it falls back to when stock, budget or a pool is gone
Invariant   what a client has used decides before the draw, so a refused attempt spends nothing;
            the nonce goes up by one with each decided attempt and never otherwise
Source      docs/explanation/limits.md, docs/explanation/draws.md, docs/explanation/states.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NoReturn

from largesse.kernel.clock import day_in
from largesse.kernel.errors import Refusal
from largesse.play.chances.chances import Standing, again_at, chances_left
from largesse.play.operators.decider import Given, Met, Turn
from largesse.play.plans.choice import Choice, Shared, item_pool, own_pool
from largesse.play.plans.limits import LimitReached, NoChances, Rule, Tally, counted, left
from largesse.play.plans.plan import Plan
from largesse.play.seeds.number import SPAN, draw_number
from largesse.play.states.states import Kept, changed, lots_of, reached, spent, unlocked


@dataclass(frozen=True)
class NotRunning(Refusal):
    """Nobody can take part now: not started, paused, ended or halted."""

    code = "play.not_running"
    state: str
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Locked(Refusal):
    """The play is not open for this client yet."""

    code = "play.locked"


@dataclass(frozen=True)
class NothingLeft(Refusal):
    """Nothing is left that could be drawn."""

    code = "play.nothing_left"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a client says with one attempt, and what is known beside what he has done.

    ``left`` is what is left of the stocks, where that counts; ``owners`` names the client's tier and
    household, where limits are shared by them.
    """

    given: Given = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """A choice as one attempt may get it: how it is told, and what is used and remembered with it.

    ``shared`` are the limits that clients share by the names of their pools; ``held_back`` are units of
    pools that may not be given yet, by name.
    """

    choice: Choice
    outcome: str
    tallies: Mapping[str, Tally]
    kept: Kept
    shared: Mapping[str, Shared] = field(default_factory=dict)
    takes: tuple[str, ...] = ()
    held_back: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A decided attempt, ready to be applied."""

    nonce: int
    used: int
    number: int | None
    drawn: str
    basis: Mapping[str, Any]
    first: Side
    second: Side | None
    chances_left: int | None
    again_at: datetime | None

    @property
    def sides(self) -> tuple[Side, ...]:
        """What it may get, in the order in which it is tried."""
        return (self.first, self.second) if self.second else (self.first,)


NOTHING_TRIED = Tried()


def decide(
    plan: Plan, seed: bytes, standing: Standing, at: datetime, tried: Tried = NOTHING_TRIED
) -> Attempt:
    """Decide one attempt from what the client has used and the seed.

    Raises:
        NotRunning: ``play.not_running``.
        Locked: ``play.locked``.
        NoChances: ``play.no_chances``.
        LimitReached: ``play.limit_reached``.
        NothingLeft: ``play.nothing_left``.
        Refusal: the operator's own.
    """
    sides = _Sides(plan, _using(plan, standing, at), tried.owners, at)
    turn = _turn(plan, seed, standing, tried, at)
    met = plan.decider.meet(plan.rules, turn)
    choice = plan.choices[met.index]
    forced = [rule for rule in plan.attempts if _over(standing.tallies, rule, 1, at, plan.zone)]
    full = forced + [
        rule for rule, units in choice.limits if _over(standing.tallies, rule, units, at, plan.zone)
    ]
    instead = sides.instead(met) if _fits(plan.fallback, standing, at, plan.zone) else None
    if full or met.gone:
        strict = next((rule for rule in full if rule.on_exceed != "fallback"), None)
        if strict is not None or instead is None:
            _refuse(strict, full)
        first, second = instead, None
    else:
        first = sides.first(met)
        second = instead if choice.gives or choice.needs or choice.shared else None
    return Attempt(
        nonce=turn.nonce,
        used=standing.used + 1,
        number=turn.number,
        drawn=choice.id,
        basis=met.basis,
        first=first,
        second=second,
        chances_left=chances_left(plan, sides.used, at),
        again_at=again_at(plan, sides.used, at),
    )


def _refuse(strict: Rule | None, full: Sequence[Rule]) -> NoReturn:
    rule = strict or next(iter(full), None)
    if rule is None:
        raise NothingLeft
    raise LimitReached(rule.counted, rule.period, rule.max)


def _turn(plan: Plan, seed: bytes, standing: Standing, tried: Tried, at: datetime) -> Turn:
    nonce, number = standing.nonce + 1, None
    if plan.decider.operator.by_chance:
        span = sum(tried.left.values()) if plan.decider.reads_left else SPAN
        if span < 1:
            raise NothingLeft
        number = draw_number(seed, plan.activity, standing.client, nonce, span)
    day = day_in(at, plan.zone)
    return Turn(
        nonce,
        number,
        memory=standing.kept.get(_memory(plan)),
        left=tried.left,
        given=tried.given,
        states={name: reached(one, standing.kept, day) for name, one in plan.states.items()},
        at=at,
        day=day,
        first_day=plan.first_day,
    )


def _memory(plan: Plan) -> str:
    return f"memory/{plan.play}"


@dataclass(frozen=True, slots=True)
class _Sides:
    """Makes the sides of an attempt; ``used``: what stands once its chance is used."""

    plan: Plan
    used: Standing
    owners: Mapping[str, str]
    at: datetime

    def first(self, met: Met) -> Side:
        """Give what the turn met."""
        plan, choice = self.plan, self.plan.choices[met.index]
        side = self._of(choice, "win" if choice.prize else "none", met.memory)
        if not met.takes and not met.held_back:
            return side
        held_back = {item_pool(plan.play, choice.id): met.held_back} if met.held_back else {}
        return replace(
            side, takes=tuple(own_pool(plan.play, name) for name in met.takes), held_back=held_back
        )

    def instead(self, met: Met) -> Side | None:
        """Give the fallback, if the play has one."""
        fallback = self.plan.fallback
        return self._of(fallback, "fallback", met.missed) if fallback else None

    def _of(self, choice: Choice, outcome: str, memory: Any) -> Side:
        kept, day = self.used.kept, day_in(self.at, self.plan.zone)
        if memory is not None:
            kept = {**kept, _memory(self.plan): memory}
        tallies = counted(self.used.tallies, list(choice.limits), self.at, self.plan.zone)
        pools = (one.pool(self.owners.get(one.owner, ""), self.at, self.plan.zone) for one in choice.shared)
        shared = dict(zip(pools, choice.shared, strict=True)) if choice.shared else {}
        return Side(choice, outcome, tallies, changed(kept, choice.changes, day), shared)


def _using(plan: Plan, standing: Standing, at: datetime) -> Standing:
    """Give what stands once the attempt has used its chance and its limits; refuse where it cannot."""
    if at < plan.start:
        raise NotRunning("scheduled", plan.start)
    if at >= plan.end:
        raise NotRunning("ended")
    day = day_in(at, plan.zone)
    if plan.locked and not unlocked(standing.kept, plan.play, day):
        raise Locked
    uses, kept = _chance(plan, standing, at, day)
    for rule in plan.attempts:
        if not _over(standing.tallies, rule, 1, at, plan.zone):
            uses.append((rule, 1))
        elif rule.on_exceed != "fallback":
            raise LimitReached(rule.counted, rule.period, rule.max, retry_at=again_at(plan, standing, at))
    return replace(standing, tallies=counted(standing.tallies, uses, at, plan.zone), kept=kept)


def _chance(plan: Plan, standing: Standing, at: datetime, day: date) -> tuple[list[tuple[Rule, int]], Kept]:
    """Use a chance: first of those that everyone has in this period, then of those that were given."""
    if plan.chances is None:
        return [], standing.kept
    own = min(left(standing.tallies, plan.chances, at, plan.zone), plan.chance_units)
    lots = lots_of(standing.kept, plan.play, day)
    more = plan.chance_units - own
    if more > sum(units for units, _ in lots):
        raise NoChances(plan.chances.period, retry_at=again_at(plan, standing, at))
    kept = {**standing.kept, f"chances/{plan.play}": spent(lots, more)} if more else standing.kept
    return [(plan.chances, own)] if own else [], kept


def _over(tallies: Mapping[str, Tally], rule: Rule, units: int, at: datetime, zone: str) -> bool:
    return left(tallies, rule, at, zone) < units


def _fits(choice: Choice | None, standing: Standing, at: datetime, zone: str) -> bool:
    limits = choice.limits if choice else ()
    return not any(_over(standing.tallies, rule, units, at, zone) for rule, units in limits)
