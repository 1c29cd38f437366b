"""Holds: an amount set aside before its entry; posted, voided or expired, each exactly once.

Invariant   a hold ends once; only a posted one has an entry; the same source is held once
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from largesse.kernel.errors import Missing, Refusal
from largesse.settlement.ledger.account import accounts
from largesse.settlement.ledger.entry import Draft, Pair
from largesse.settlement.ledger.post import Posted, post
from largesse.settlement.ledger.records import EntityId, Hold, HoldId
from largesse.store.work import Tx, Work

EXPIRE_MAX = 1_000
_SET_ASIDE = """
insert into settlement_hold
  (entity_id, book, dr, cr, currency, amount_minor, source_type, source_id, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (source_type, source_id) do nothing
"""
_EXPIRE = """
update settlement_hold set state = 'expired' where id in (select id from settlement_hold
  where state = 'pending' and expires_at <= $1 order by id limit $2 for update skip locked)
"""


@dataclass(frozen=True)
class HoldMissing(Missing):
    """No such hold."""

    code = "settlement.hold_missing"
    hold: int


@dataclass(frozen=True)
class HoldEnded(Refusal):
    """The hold was posted, voided or has expired."""

    code = "settlement.hold_ended"
    state: str


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What is set aside: one pair, for one source, until a moment (None: until it is ended)."""

    entity: EntityId
    pair: Pair
    source_type: str
    source_id: str
    expires_at: datetime | None = None


async def hold(tx: Tx[Any], holding: Holding) -> HoldId:
    """Set an amount aside; the same source gives the hold that it has already."""
    pair, source = holding.pair, (holding.source_type, holding.source_id)
    ids = await accounts(tx, holding.entity, [pair])
    await tx.run(
        _SET_ASIDE,
        holding.entity,
        pair.book,
        ids[pair.debit, pair.currency],
        ids[pair.credit, pair.currency],
        pair.currency,
        pair.amount_minor,
        *source,
        holding.expires_at,
    )
    return (await Hold.get(source_type=source[0], source_id=source[1], using_db=tx.conn)).id


async def post_hold(tx: Tx[Any], hold_id: HoldId, draft: Draft) -> Posted:
    """Turn a hold into the entry it was made for.

    Raises:
        HoldMissing: ``settlement.hold_missing``.
        HoldEnded: ``settlement.hold_ended``.
    """
    await _lock(tx, hold_id)
    posted = await post(tx, draft)
    await Hold.filter(id=hold_id).using_db(tx.conn).update(state="posted", entry_id=posted.id)
    return posted


async def end_hold(tx: Tx[Any], hold_id: HoldId, state: Literal["voided", "expired"] = "voided") -> None:
    """Let a hold go.

    Raises:
        HoldMissing: ``settlement.hold_missing``.
        HoldEnded: ``settlement.hold_ended``.
    """
    await _lock(tx, hold_id)
    await Hold.filter(id=hold_id).using_db(tx.conn).update(state=state)


async def expire_holds(work: Work) -> None:
    """Let lapsed holds go, at most ``EXPIRE_MAX`` at a time; the tick of the room."""
    async with work.job() as tx:
        await tx.run(_EXPIRE, tx.now, EXPIRE_MAX)


async def _lock(tx: Tx[Any], hold_id: HoldId) -> None:
    found = await Hold.filter(id=hold_id).using_db(tx.conn).select_for_update().first()
    if found is None:
        raise HoldMissing(hold_id)
    if found.state != "pending":
        raise HoldEnded(found.state)
