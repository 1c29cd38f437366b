"""The first of a group's two calls: receipts taken, clients locked, what stands there read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from largesse.kernel.errors import Contended, KeyReused
from largesse.play.chances.chances import Standing, again_at, tallies_of
from largesse.play.draws.reads import draw_at
from largesse.play.entries.entries import entry_of
from largesse.play.groups.ticket import Outcome, Played, Ticket
from largesse.store.work import Tx

_CLAIM = (
    "select fresh, kept_digest, kept_answer, nonce, used, tallies, states"
    " from play_claim($1, $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[])"
)


class Claimed(NamedTuple):
    """A row of ``play_claim``: is the key new, else what its receipt keeps; what the client has done."""

    fresh: bool
    kept_digest: str | None
    kept_answer: Mapping[str, str]
    nonce: int | None
    used: int
    tallies: Mapping[str, Sequence[Any]]
    states: Mapping[str, Any]


async def claim(tx: Tx[Any], tickets: Sequence[Ticket]) -> list[Claimed]:
    """Claim a group's receipts and chances; a row for each ticket, in their order."""
    return await tx.tuples(
        Claimed,
        _CLAIM,
        tx.now,
        [t.draw for t in tickets],
        [t.client for t in tickets],
        [t.plan.activity for t in tickets],
        [t.key for t in tickets],
        [t.ask_digest for t in tickets],
    )


def standing_of(ticket: Ticket, row: Claimed) -> Standing:
    """Give what the ticket's client has done so far."""
    if row.nonce is None:
        return Standing(ticket.client)
    return Standing(ticket.client, row.nonce, row.used, tallies_of(row.tallies), row.states)


async def earlier_answer(tx: Tx[Any], ticket: Ticket, row: Claimed) -> Outcome:
    """Give the first answer of a key again, from its draw."""
    if row.kept_digest is None:
        return Contended()
    if row.kept_digest != ticket.ask_digest:
        return KeyReused(ticket.key)
    kept = row.kept_answer
    draw = await draw_at(tx, UUID(kept["draw"]), datetime.fromisoformat(kept["at"]))
    if draw is None or draw.commitment is None:
        return Contended()
    choice, told = ticket.plan.choice(draw.given), draw.basis or {}
    if choice and choice.enters:
        told = {"entry": await entry_of(tx, draw.id), **told}
    return Played(
        draw.id,
        draw.outcome,
        draw.given,
        choice.title if choice else {},
        draw.entitlement,
        None if draw.chances_left < 0 else draw.chances_left,
        draw.commitment,
        again_at(ticket.plan, standing_of(ticket, row), tx.now),
        told,
    )
