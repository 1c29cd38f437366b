"""One attempt decided: the client's limits, the draw, first choice and fallback; pure.

Words       *first* what the attempt met; *second* what it falls back to when stock, budget or a pool is gone
Invariant   what a client has used decides before the draw, so a refused attempt spends nothing;
            the nonce goes up by one with each decided attempt and never otherwise
Source      docs/explanation/limits.md, docs/explanation/draws.md
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from largesse.kernel.errors import Refusal
from largesse.play.chances.chances import Standing, again_at, chances_left
from largesse.play.operators.decider import Turn
from largesse.play.plans.limits import LimitReached, NoChances, Rule, Tally, counted, left
from largesse.play.plans.plan import Choice, Plan
from largesse.play.seeds.number import draw_number


@dataclass(frozen=True)
class NotRunning(Refusal):
    """Nobody can take part now: not started, paused, ended or halted."""

    code = "play.not_running"
    state: str
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A decided attempt, ready to be applied."""

    nonce: int
    used: int
    number: int | None
    drawn: str
    first: Choice
    first_outcome: str
    first_tallies: Mapping[str, Tally]
    second: Choice | None
    second_tallies: Mapping[str, Tally]
    chances_left: int | None
    again_at: datetime | None


def decide(plan: Plan, seed: bytes, standing: Standing, at: datetime) -> Attempt:
    """Decide one attempt from what the client has used and the seed.

    Raises:
        NotRunning: ``play.not_running``.
        NoChances: ``play.no_chances``.
        LimitReached: ``play.limit_reached``.
    """
    uses = _uses(plan, standing.tallies, at)
    nonce = standing.nonce + 1
    by_chance = plan.decider.operator.by_chance
    number = draw_number(seed, plan.activity, standing.client, nonce) if by_chance else None
    met = plan.choices[plan.decider.decide(plan.odds, Turn(nonce, number))]
    forced = [rule for rule in plan.attempts if _over(standing.tallies, rule, 1, at, plan.zone)]
    full = forced + [
        rule for rule, units in met.limits if _over(standing.tallies, rule, units, at, plan.zone)
    ]
    base = counted(standing.tallies, uses, at, plan.zone)
    spare = plan.fallback if plan.fallback and _fits(plan.fallback, standing, at, plan.zone) else None
    if full:
        strict = next((rule for rule in full if rule.on_exceed != "fallback"), None)
        if strict is not None or spare is None:
            rule = strict or full[0]
            raise LimitReached(rule.counted, rule.period, rule.max)
        first, outcome, second = spare, "fallback", None
    else:
        first, outcome = met, "win" if met.batch else "none"
        second = spare if met.batch or met.needs else None
    return Attempt(
        nonce=nonce,
        used=standing.used + 1,
        number=number,
        drawn=met.id,
        first=first,
        first_outcome=outcome,
        first_tallies=counted(base, list(first.limits), at, plan.zone),
        second=second,
        second_tallies=counted(base, list(second.limits), at, plan.zone) if second else base,
        chances_left=chances_left(plan, base, at),
        again_at=again_at(plan, base, at),
    )


def _uses(plan: Plan, tallies: Mapping[str, Tally], at: datetime) -> list[tuple[Rule, int]]:
    if at < plan.start:
        raise NotRunning("scheduled", plan.start)
    if at >= plan.end:
        raise NotRunning("ended")
    uses = []
    if plan.chances is not None:
        if left(tallies, plan.chances, at, plan.zone) < plan.chance_units:
            raise NoChances(plan.chances.period, retry_at=again_at(plan, tallies, at))
        uses.append((plan.chances, plan.chance_units))
    for rule in plan.attempts:
        if not _over(tallies, rule, 1, at, plan.zone):
            uses.append((rule, 1))
        elif rule.on_exceed != "fallback":
            raise LimitReached(rule.counted, rule.period, rule.max, retry_at=again_at(plan, tallies, at))
    return uses


def _over(tallies: Mapping[str, Tally], rule: Rule, units: int, at: datetime, zone: str) -> bool:
    return left(tallies, rule, at, zone) < units


def _fits(choice: Choice, standing: Standing, at: datetime, zone: str) -> bool:
    return not any(_over(standing.tallies, rule, units, at, zone) for rule, units in choice.limits)
