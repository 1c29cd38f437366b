"""The second of a group's two calls: what each decided play gets, written down with all that it moves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import orjson

from largesse.kernel.errors import Told
from largesse.play.groups.attempt import Attempt, Side
from largesse.play.groups.ticket import (
    DeviceLimitReached,
    GiftsGone,
    Outcome,
    Played,
    SharedLimitReached,
    Ticket,
)
from largesse.play.plans.choice import BUDGET, PLACES, Shared, is_stock
from largesse.play.plans.limits import Queued, next_in
from largesse.play.plans.plan import Plan
from largesse.play.pools import pools
from largesse.play.pools.pools import Cap, pool_id
from largesse.rights.entitlements.reserve import reserve
from largesse.store.work import Tx

_APPLY = "select play_apply($1, $2, $3, $4, $5, $6)"
_FIRST, _SECOND, _POOL = 1, 2, -100


class Give(NamedTuple):
    """The database's ``play_give``."""

    batch: UUID
    entitlement: UUID
    ref: str


class GivenChoice(NamedTuple):
    """The database's ``play_choice``."""

    given: str
    outcome: str
    tallies: str
    gives: Sequence[Give]
    states: str


class DecidedPlay(NamedTuple):
    """The database's ``play_decided``."""

    draw: UUID
    client: UUID
    activity: UUID
    key: str
    revision_hash: str
    play: str
    nonce: int
    used: int
    number: int | None
    drawn: str
    odds_hash: str
    chances_left: int
    first: GivenChoice
    second: GivenChoice | None
    asked: str | None
    basis: str | None


class Need(NamedTuple):
    """The database's ``play_need``; play, choice and pool are counted from 1."""

    play: int
    choice: int
    pool: int
    units: int
    refuses: bool


class Verdict(msgspec.Struct, frozen=True):
    """What the database could give, see ``play_verdicts``; ``pool`` names the one that was used up."""

    value: int
    pool: str = ""


async def apply(
    tx: Tx[Any], decided: Sequence[tuple[Ticket, Attempt]], dropped: Sequence[Ticket]
) -> list[Verdict]:
    """Give decided plays what there is and drop the receipts of the refused; gives a verdict each."""
    await pools.prepare(tx, _made_now(decided))
    named, held_back, needs = _needs(decided)
    rows = [_decided(ticket, one) for ticket, one in decided]
    receipts = [(t.client, t.key) for t in dropped]
    found = await tx.value(_APPLY, tx.now, rows, needs, list(named), held_back, receipts)
    await reserve(tx, list(_kept(decided, found, tx.now)))
    names = list(named.values())
    return [Verdict(one, names[_POOL - one - 1] if one < _POOL else "") for one in found]


def _kept(
    decided: Sequence[tuple[Ticket, Attempt]], verdicts: Sequence[int], at: datetime
) -> Iterator[tuple[UUID, datetime]]:
    """Give the rights that are kept to be claimed, each with the instant by which."""
    for (ticket, one), verdict in zip(decided, verdicts, strict=True):
        if verdict >= _FIRST:
            choice = one.sides[verdict - 1].choice
            if choice.claim_minutes:
                until = at + timedelta(minutes=choice.claim_minutes)
                yield from ((ticket.entitlement(nr), until) for nr in range(len(choice.gives)))


def _decided(ticket: Ticket, one: Attempt) -> DecidedPlay:
    plan = ticket.plan
    return DecidedPlay(
        ticket.draw,
        ticket.client,
        plan.activity,
        ticket.key,
        plan.revision_hash,
        plan.play,
        one.nonce,
        one.used,
        one.number,
        one.drawn,
        plan.odds_hash,
        -1 if one.chances_left is None else one.chances_left,
        _side(ticket, one.first),
        _side(ticket, one.second) if one.second else None,
        _text(ticket.given) if ticket.given else None,
        _text(one.basis) if one.basis else None,
    )


def _side(ticket: Ticket, side: Side) -> GivenChoice:
    """Write a side down; its rights are named after the draw, the second and later with their number."""
    gives = [
        Give(batch, ticket.entitlement(nr), f"{ticket.draw}/{nr + 1}" if nr else str(ticket.draw))
        for nr, batch in enumerate(side.choice.gives)
    ]
    return GivenChoice(side.choice.id, side.outcome, _text(side.tallies), gives, _text(side.kept))


def _text(known: Mapping[str, Any]) -> str:
    return orjson.dumps(known).decode()


def _needs(
    decided: Sequence[tuple[Ticket, Attempt]],
) -> tuple[dict[UUID, str], list[int], list[Need]]:
    """Give the pools in id order with their names, what of each may not be given yet, each use of one."""
    held: dict[UUID, int] = {}
    named: dict[UUID, str] = {}
    uses: list[tuple[int, int, UUID, int, bool]] = []
    for nr, (ticket, one) in enumerate(decided, 1):
        for choice_nr, side in enumerate(one.sides, 1):
            for key, units, strict in uses_of(side):
                pool = pool_id(ticket.plan.activity, key)
                uses.append((nr, choice_nr, pool, units, strict))
                named[pool] = key
                held[pool] = max(held.get(pool, 0), side.held_back.get(key, 0))
    pools = sorted(held)
    place = {pool: nr for nr, pool in enumerate(pools, 1)}
    needs = [Need(play, choice, place[pool], units, strict) for play, choice, pool, units, strict in uses]
    return {pool: named[pool] for pool in pools}, [held[pool] for pool in pools], needs


def uses_of(side: Side) -> Sequence[tuple[str, int, bool]]:
    """Give what a side uses of shared pools; the end of one of an operator's own refuses the play.

    Of several that are used up the last is told: where one refuses for good, nobody is told to wait.
    """
    if not side.shared and not side.takes:
        return side.choice.needs
    waits, others = list[tuple[str, int, bool]](), list[tuple[str, int, bool]]()
    for pool, one in side.shared.items():
        (waits if one.waits else others).append((pool, one.units, one.strict))
    return [*waits, *side.choice.needs, *others, *((key, 1, True) for key in side.takes)]


def _made_now(decided: Sequence[tuple[Ticket, Attempt]]) -> list[Cap]:
    """Give the pools that depend on a client and a day, with their sizes."""
    return [
        Cap(ticket.plan.activity, pool, shared.max)
        for ticket, one in decided
        for side in one.sides
        for pool, shared in side.shared.items()
    ]


def outcome_of(ticket: Ticket, one: Attempt, verdict: Verdict, at: datetime) -> Outcome:
    """Say what a verdict means to the ticket's client."""
    if verdict.value == _FIRST:
        return _played(ticket, one, one.first)
    if verdict.value == _SECOND and one.second is not None:
        return _played(ticket, one, one.second)
    return short_of(ticket.plan, one, verdict, at)


def short_of(plan: Plan, one: Attempt, verdict: Verdict, at: datetime) -> Told:
    """Say what it means to an attempt that something shared was used up."""
    if is_stock(verdict.pool):
        return plan.decider.short(plan.rules, at) or GiftsGone()
    if verdict.pool in {"", BUDGET}:
        return GiftsGone()
    shared = next((side.shared[verdict.pool] for side in one.sides if verdict.pool in side.shared), None)
    return SharedLimitReached() if shared is None else _full(plan, shared, at)


def _full(plan: Plan, shared: Shared, at: datetime) -> Told:
    """Say what the end of a limit that is shared means: to wait for the next period, or a refusal."""
    begins = next_in(shared.rule, at, plan.zone, plan.end)
    if shared.waits and begins is not None:
        return Queued(shared.owner, shared.period, shared.max, retry_at=begins)
    return DeviceLimitReached(shared.owner, begins) if shared.owner in PLACES else SharedLimitReached(begins)


def _played(ticket: Ticket, one: Attempt, side: Side) -> Played:
    choice = side.choice
    return Played(
        draw=ticket.draw,
        outcome=side.outcome,
        prize_id=choice.id,
        prize_title=choice.title,
        entitlement=ticket.entitlement(0) if choice.gives else None,
        chances_left=one.chances_left,
        commit=ticket.seed.commitment,
        again_at=one.again_at,
        told=one.basis,
    )
