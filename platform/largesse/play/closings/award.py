"""Award: each place is given as a decided attempt is, in one transaction with the row that says so.

Invariant   under the lock of its closing, so that one worker at a time gives; what a client's limits or a
            block forbid is passed over, what is used up waits until there is more
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from largesse.audience.households.owners import owners_of
from largesse.kernel.clock import day_in
from largesse.kernel.ids import new_id
from largesse.play.chances.chances import Standing, chances_left
from largesse.play.chances.reads import locked_standing
from largesse.play.commons.commons import Became, Commons
from largesse.play.groups import running
from largesse.play.groups.after import tell_given
from largesse.play.groups.apply import apply
from largesse.play.groups.attempt import Attempt, Side
from largesse.play.groups.ticket import Ticket
from largesse.play.plans.choice import PLACES, Choice
from largesse.play.plans.limits import Meter, counted
from largesse.play.plans.plan import Plan
from largesse.play.purse.purse import Purse, Taken
from largesse.play.rankings.scores import Reached, keep_scores
from largesse.play.seeds.seeds import Seed
from largesse.play.states.milestones import passed
from largesse.play.states.states import changed, parted
from largesse.store.work import Tx

_WIN = "win"
Why = Literal["blocked", "limit", "gifts_gone", "points_closed"]
PASSED_OVER: frozenset[Why] = frozenset({"blocked", "limit"})


@dataclass(frozen=True, slots=True)
class Due:
    """A place that is to be given; ``basis`` is what its draw is to say of it."""

    client: UUID
    outcome: str
    basis: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Awarded:
    """The draw by which a place was given, and the first of its rights."""

    draw: UUID
    entitlement: UUID | None


async def award(tx: Tx[Any], plan: Plan, seed: Seed, due: Due) -> Awarded | Why:
    """Give a place; else say why it cannot be given, and leave nothing."""
    choice = plan.choice(due.outcome)
    if choice is None:
        return "gifts_gone"
    ground = await running.ground(tx, {plan.activity}, {due.client})
    if due.client in ground.blocked:
        return "blocked"
    standing = await locked_standing(tx, due.client, plan.activity)
    if any(one.over(standing.tallies) for one in _meters(plan, choice, tx.now)):
        return "limit"
    owners = await owners_of(tx, [due.client]) if plan.owners else {}
    commons = await Commons.locked(tx, [(plan, due.client)], owners)
    purse = await Purse.locked(tx, [(plan, due.client)])
    if not choice.points.keys() <= purse.kinds.keys():
        return "points_closed"
    side = _side(plan, choice, standing, owners.get(due.client, {}), tx.now)
    attempt = _attempt(plan, standing, side, due.basis, tx.now)
    ticket = _ticket(plan, seed, due.client)
    (verdict,) = await apply(tx, [(ticket, attempt)], [])
    if verdict.value < 1:
        return "gifts_gone"
    await commons.keep(tx, [Became(0, plan, due.client, side.moves, side.moves)])
    tell_given(tx, ticket, side)
    await purse.settle(tx, [Taken(ticket.draw, due.client, {}, choice.points)])
    if plan.scores:
        reached = Reached(plan.activity, due.client, ticket.draw, plan.scores, side.choice.changes, side.kept)
        await keep_scores(tx, [reached])
    return Awarded(ticket.draw, ticket.entitlement(0) if choice.gives else None)


def _meters(plan: Plan, choice: Choice, at: datetime) -> list[Meter]:
    return [Meter.of(rule, at, plan.zone, units) for rule, units in choice.limits]


def _side(plan: Plan, choice: Choice, standing: Standing, owners: Mapping[str, str], at: datetime) -> Side:
    """Write down what is given, with what is used and remembered; the house gives it, so from no phone."""
    shared = [one for one in choice.shared if one.owner not in PLACES]
    pools = (one.pool(owners.get(one.owner, ""), at, plan.zone) for one in shared)
    day = day_in(at, plan.zone)
    own, moves = parted(choice.changes)
    kept, milestones = passed(plan.milestones, changed(standing.kept, own, day), day)
    return Side(
        choice,
        _WIN,
        counted(standing.tallies, ((one, one.units) for one in _meters(plan, choice, at))),
        kept,
        dict(zip(pools, shared, strict=True)),
        passed=milestones,
        moves=moves,
    )


def _attempt(plan: Plan, standing: Standing, side: Side, basis: Mapping[str, Any], at: datetime) -> Attempt:
    """Write a place as an attempt that was decided: it uses no chance, and counts as the next draw."""
    return Attempt(
        nonce=standing.nonce + 1,
        used=standing.used,
        number=None,
        drawn=side.choice.id,
        basis=basis,
        first=side,
        second=None,
        chances_left=chances_left(
            plan, msgspec.structs.replace(standing, tallies=side.tallies, kept=side.kept), at
        ),
        again_at=None,
    )


def _ticket(plan: Plan, seed: Seed, client: UUID) -> Ticket:
    """Give what an attempt comes with; nobody waits for its answer."""
    return Ticket(plan=plan, seed=seed, client=client, key="", draw=new_id())
