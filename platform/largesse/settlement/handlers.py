"""What settlement does when a right is used, and by the clock."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from largesse.settlement.batches.take_back import take_back
from largesse.settlement.items.accrue import accrue_use
from largesse.settlement.ledger.balance import roll_up_all
from largesse.settlement.ledger.hold import expire_holds
from largesse.settlement.ledger.seal import seal_days
from largesse.store.outbox import Event, Handler, Handlers, Tick
from largesse.store.work import Tx


class UseReversed(msgspec.Struct, frozen=True):
    """What ``rights.use_reversed.v1`` tells; fields that settlement does not need are ignored."""

    redemption: UUID
    amount_minor: int
    biz_date: date


async def accrue(event: Event, tx: Tx[Any]) -> None:
    """Write our side of the statement and its cost when a right was used."""
    await accrue_use(tx, event.payload)


async def unaccrue(event: Event, tx: Tx[Any]) -> None:
    """Reverse the cost when a use was taken back; what was paid for it is owed back."""
    taken_back = msgspec.convert(event.payload, UseReversed)
    if taken_back.amount_minor > 0:
        await take_back(tx, taken_back.redemption, taken_back.biz_date)


HANDLERS: Handlers = {
    "rights.right_redeemed.v2": [Handler("settlement.accrue", accrue)],
    "rights.use_reversed.v1": [Handler("settlement.unaccrue", unaccrue)],
}
TICKS = [
    Tick("settlement.roll_up", 30.0, roll_up_all),
    Tick("settlement.expire_holds", 60.0, expire_holds),
    Tick("settlement.seal_days", 3600.0, seal_days),
]
