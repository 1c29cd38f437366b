"""The second of a group's two calls: what each decided play gets, written down with all that it moves."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from largesse.play.groups.attempt import Attempt
from largesse.play.groups.ticket import GiftsGone, Outcome, Played, SharedLimitReached, Ticket
from largesse.play.plans.limits import Tally
from largesse.play.plans.plan import Choice
from largesse.play.pools.pools import pool_id
from largesse.store.work import Tx

_APPLY = "select play_apply($1, $2, $3, $4, $5)"
_FIRST, _SECOND, _NO_STOCK, _NO_BUDGET, _NO_ROOM = 1, 2, -1, -2, -3


class GivenChoice(NamedTuple):
    """The database's ``play_choice``."""

    given: str
    outcome: str
    batch: UUID | None
    tallies: str


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
    entitlement: UUID
    first: GivenChoice
    second: GivenChoice | None


class Need(NamedTuple):
    """The database's ``play_need``; play, choice and pool are counted from 1."""

    play: int
    choice: int
    pool: int
    units: int
    refuses: bool


async def apply(
    tx: Tx[Any], decided: Sequence[tuple[Ticket, Attempt]], dropped: Sequence[Ticket]
) -> list[int]:
    """Give decided plays what there is and drop the receipts of the refused; gives a verdict each."""
    pools, needs = _needs(decided)
    rows = [_decided(ticket, one) for ticket, one in decided]
    verdicts = await tx.value(_APPLY, tx.now, rows, needs, pools, [(t.client, t.key) for t in dropped])
    return list(verdicts)


def _decided(ticket: Ticket, one: Attempt) -> DecidedPlay:
    plan, first, second = ticket.plan, one.first, one.second
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
        ticket.entitlement,
        GivenChoice(first.id, one.first_outcome, first.batch, _text(one.first_tallies)),
        GivenChoice(second.id, "fallback", second.batch, _text(one.second_tallies)) if second else None,
    )


def _text(tallies: Mapping[str, Tally]) -> str:
    return orjson.dumps(tallies).decode()


def _needs(
    decided: Sequence[tuple[Ticket, Attempt]],
) -> tuple[list[UUID], list[Need]]:
    """Give the pools in id order, and each use of one."""
    uses = [
        (nr, choice_nr, pool_id(ticket.plan.activity, key), units, strict)
        for nr, (ticket, one) in enumerate(decided, 1)
        for choice_nr, choice in ((1, one.first), (2, one.second))
        if choice is not None
        for key, units, strict in choice.needs
    ]
    pools = sorted({use[2] for use in uses})
    place = {pool: nr for nr, pool in enumerate(pools, 1)}
    return pools, [
        Need(play, choice, place[pool], units, strict) for play, choice, pool, units, strict in uses
    ]


def outcome_of(ticket: Ticket, one: Attempt, verdict: int) -> Outcome:
    """Say what a verdict means to the ticket's client."""
    if verdict == _FIRST:
        return _played(ticket, one, one.first, one.first_outcome)
    if verdict == _SECOND and one.second is not None:
        return _played(ticket, one, one.second, "fallback")
    return {_NO_STOCK: GiftsGone(), _NO_BUDGET: GiftsGone(), _NO_ROOM: SharedLimitReached()}[verdict]


def _played(ticket: Ticket, one: Attempt, choice: Choice, outcome: str) -> Played:
    return Played(
        draw=ticket.draw,
        outcome=outcome,
        prize_id=choice.id,
        prize_title=choice.title,
        entitlement=ticket.entitlement if choice.batch else None,
        chances_left=one.chances_left,
        commit=ticket.seed.commitment,
        again_at=one.again_at,
    )
