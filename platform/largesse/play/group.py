"""One group of plays in one transaction of two array calls: claim, decide in Python, apply.

Words       *ticket* one play that waits for its group; *verdict* what the database could give
Invariant   lock order: receipt, chance, pool, budget, batch; each kind in id order;
            a refused play leaves no receipt, no chance used, no draw
Source      docs/explanation/group-commit.md
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from largesse.kernel.errors import Broken, Contended, KeyReused, Refusal, Told
from largesse.play import entrants, running
from largesse.play.attempt import Attempt, Standing, decide
from largesse.play.eligible import facts_for, must_be_eligible
from largesse.play.limits import Tally
from largesse.play.pools import pool_id
from largesse.play.rulebook import Choice, Plan
from largesse.play.seeds import Seed
from largesse.store.work import Tx, Work

GROUP_MAX = 256
_CLAIM = (
    "select ix, fresh, kept_digest, kept_answer, nonce, used, tallies"
    " from play_claim($1, $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[])"
)
_APPLY = "select play_apply($1, $2, $3, $4, $5) as verdicts"
_FIRST, _SECOND, _NO_STOCK, _NO_BUDGET, _NO_ROOM = 1, 2, -1, -2, -3


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a play. ``prize_id`` names the outcome; ``chances_left`` None: no limit."""

    draw: UUID
    outcome: str
    prize_id: str
    prize_title: dict[str, str]
    entitlement: UUID | None
    chances_left: int | None
    commit: str


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """One play that waits for its group."""

    plan: Plan
    seed: Seed
    client: UUID
    key: str
    draw: UUID
    entitlement: UUID
    answer: asyncio.Future[Played] = field(repr=False)
    mark: str = field(default="", repr=False)


@dataclass(frozen=True)
class GiftsGone(Refusal):
    """What the attempt met is out of stock or budget, and there is nothing in its place."""

    code = "play.gifts_gone"


@dataclass(frozen=True)
class SharedLimitReached(Refusal):
    """All clients together have had as much as the activity allows."""

    code = "play.shared_limit_reached"


Outcome = Played | Told | Contended | Broken


async def commit_group(work: Work, tickets: Sequence[Ticket]) -> list[Outcome]:
    """Commit a group and give each ticket's outcome; at most one ticket per client and activity.

    Raises:
        Exception: whatever made the whole group fail; nothing of it was kept then.
    """
    async with work.job() as tx:
        found = await running.ground(tx, {t.plan.activity for t in tickets}, {t.client for t in tickets})
        facts = await facts_for(tx, [(t.plan, t.client) for t in tickets])
        rows = await _claim(tx, tickets)
        outcomes: dict[int, Outcome] = {}
        decided: list[tuple[int, Attempt]] = []
        dropped: list[Ticket] = []
        for ix, (ticket, row) in enumerate(zip(tickets, rows, strict=True)):
            if not row["fresh"]:
                outcomes[ix] = await _earlier(tx, ticket, row)
                continue
            try:
                running.check(found, ticket.plan, ticket.client)
                must_be_eligible(ticket.plan, facts.get(ticket.client))
                decided.append((ix, decide(ticket.plan, ticket.seed.secret, _standing(ticket, row), tx.now)))
            except (Told, Contended) as no:
                outcomes[ix] = no
                dropped.append(ticket)
        if decided or dropped:
            verdicts = await _apply(tx, [(tickets[ix], one) for ix, one in decided], dropped)
            for (ix, attempt), verdict in zip(decided, verdicts, strict=True):
                outcomes[ix] = _outcome(tickets[ix], attempt, verdict)
        joined = [ix for ix, attempt in decided if attempt.nonce == 1 and isinstance(outcomes[ix], Played)]
        await entrants.note(tx, [_joined(tickets[ix]) for ix in joined if tickets[ix].mark])
    return [outcomes[ix] for ix in range(len(tickets))]


def _joined(ticket: Ticket) -> entrants.Joined:
    return entrants.Joined(ticket.plan.activity, ticket.client, ticket.draw, ticket.mark)


async def _claim(tx: Tx[Any], tickets: Sequence[Ticket]) -> list[dict[str, Any]]:
    return await tx.rows(
        _CLAIM,
        tx.now,
        [t.draw for t in tickets],
        [t.client for t in tickets],
        [t.plan.activity for t in tickets],
        [t.key for t in tickets],
        [t.plan.ask_digest for t in tickets],
    )


def _standing(ticket: Ticket, row: dict[str, Any]) -> Standing:
    if row["nonce"] is None:
        return Standing(ticket.client)
    tallies = {key: (tally[0], tally[1]) for key, tally in row["tallies"].items()}
    return Standing(ticket.client, row["nonce"], row["used"], tallies)


class _Choice(NamedTuple):
    """The database's ``play_choice``."""

    given: str
    outcome: str
    batch: UUID | None
    tallies: str


class _Decided(NamedTuple):
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
    first: _Choice
    second: _Choice | None


class _Need(NamedTuple):
    """The database's ``play_need``; play, choice and pool are counted from 1."""

    play: int
    choice: int
    pool: int
    units: int
    refuses: bool


async def _apply(
    tx: Tx[Any], decided: Sequence[tuple[Ticket, Attempt]], dropped: Sequence[Ticket]
) -> list[int]:
    pools, needs = _needs(decided)
    rows = [_decided(ticket, one) for ticket, one in decided]
    verdicts = await tx.value(_APPLY, tx.now, rows, needs, pools, [(t.client, t.key) for t in dropped])
    return list(verdicts)


def _decided(ticket: Ticket, one: Attempt) -> _Decided:
    plan, first, second = ticket.plan, one.first, one.second
    return _Decided(
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
        _Choice(first.id, one.first_outcome, first.batch, _text(one.first_tallies)),
        _Choice(second.id, "fallback", second.batch, _text(one.second_tallies)) if second else None,
    )


def _text(tallies: Mapping[str, Tally]) -> str:
    return orjson.dumps(tallies).decode()


def _needs(
    decided: Sequence[tuple[Ticket, Attempt]],
) -> tuple[list[UUID], list[_Need]]:
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
        _Need(play, choice, place[pool], units, strict) for play, choice, pool, units, strict in uses
    ]


def _outcome(ticket: Ticket, one: Attempt, verdict: int) -> Outcome:
    if verdict == _FIRST:
        return _played(ticket, one.first, one.first_outcome, one.chances_left)
    if verdict == _SECOND and one.second is not None:
        return _played(ticket, one.second, "fallback", one.chances_left)
    return {_NO_STOCK: GiftsGone(), _NO_BUDGET: GiftsGone(), _NO_ROOM: SharedLimitReached()}[verdict]


def _played(ticket: Ticket, choice: Choice, outcome: str, chances_left: int | None) -> Played:
    entitlement = ticket.entitlement if choice.batch else None
    return Played(
        ticket.draw, outcome, choice.id, choice.title, entitlement, chances_left, ticket.seed.commitment
    )


async def _earlier(tx: Tx[Any], ticket: Ticket, row: dict[str, Any]) -> Outcome:
    """Give the first answer again, from its draw."""
    if row["kept_digest"] is None:
        return Contended()
    if row["kept_digest"] != ticket.plan.ask_digest:
        return KeyReused(ticket.key)
    kept = row["kept_answer"]
    draw = await tx.row(
        "select d.*, s.commitment from play_draw d join play_seed s"
        " on s.activity = d.activity and s.revision_hash = d.revision_hash where d.id = $1 and d.at = $2",
        UUID(kept["draw"]),
        datetime.fromisoformat(kept["at"]),
    )
    if draw is None:
        return Contended()
    choice = ticket.plan.choice(draw["given"])
    left = draw["chances_left"]
    return Played(
        draw["id"],
        draw["outcome"],
        draw["given"],
        choice.title if choice else {},
        draw["entitlement"],
        None if left < 0 else left,
        draw["commitment"],
    )
