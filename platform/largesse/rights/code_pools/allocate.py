"""Give a right its code, show it to its holder, take it back while he has not seen it.

Invariant   each code is given once; what was shown is delivered, in the commit before the answer leaves;
            code and PIN stand in no log, no audit row and no event
Source      sql/rights_take_code.function.sql, sql/rights_return_code.function.sql
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.rights.code_pools.pool import PoolEmpty, pin_sealed_for, sealed_for
from largesse.store.outbox import Event
from largesse.store.sealing import open_sealed
from largesse.store.work import Read, Tx, Work

# A right from elsewhere has brought its own.
_TAKE = """
select coalesce((select number from rights_pool_code where entitlement = $2),
  rights_take_code(id, $2, $3, $4))
from rights_code_pool where sku = $1
"""
_RETURN = """
select rights_return_code(over.id, $2) from (select id from rights_entitlement
  where id = $1 and state in ('expired', 'revoked', 'failed') for no key update) over
"""
_OF_RIGHT = """
select pool, number, blind, sealed, pin_sealed, expires_at, state from rights_pool_code where entitlement = $1
"""
_DELIVERED = """
update rights_pool_code set state = 'delivered', delivered_at = $2
where entitlement = $1 and state = 'allocated'
"""
_REDEEMED = """
update rights_pool_code set state = 'redeemed', redeemed_at = $2,
  delivered_at = coalesce(delivered_at, $2)
where entitlement = $1 and state in ('allocated', 'delivered')
  and exists (select from rights_entitlement where id = $1 and state = 'redeemed')
"""
_REVERSED = """
update rights_pool_code set state = 'delivered', redeemed_at = null
where entitlement = $1 and state = 'redeemed'
  and not exists (select from rights_entitlement where id = $1 and state = 'redeemed')
"""


@dataclass(frozen=True)
class PoolCodeOfRight:
    """A right's code as it is kept."""

    pool: UUID
    number: int
    blind: str
    sealed: str
    pin_sealed: str | None
    expires_at: datetime | None
    state: str

    @property
    def code(self) -> str:
        """The code in clear: for its holder, and for who reveals it."""
        return open_sealed(self.sealed, sealed_for(self.pool, self.blind)).decode()

    @property
    def pin(self) -> str:
        """The PIN in clear; empty: it has none."""
        if self.pin_sealed is None:
            return ""
        return open_sealed(self.pin_sealed, pin_sealed_for(self.pool, self.blind)).decode()


async def allocate(tx: Tx[Any], sku: UUID, entitlement: UUID, valid_to: datetime) -> None:
    """Give a right a code of its SKU's pool, unless it has one; the right is locked by the caller.

    Raises:
        PoolEmpty: ``rights.code_pool_empty``: no code is there that lasts as long as the right.
    """
    if await tx.value(_TAKE, sku, entitlement, valid_to, tx.now) is None:
        raise PoolEmpty


async def code_of_right(read: Read, entitlement: UUID) -> PoolCodeOfRight | None:
    """Read a right's code; None: it has none out of a pool."""
    return await read.one(PoolCodeOfRight, _OF_RIGHT, entitlement)


async def deliver(work: Work, entitlement: UUID) -> None:
    """Note that the holder is being shown the code, before it is."""
    async with work.job() as tx:
        await tx.run(_DELIVERED, entitlement, tx.now)


async def right_ended(event: Event, tx: Tx[Any]) -> None:
    """Take back the code of a right that ended before its holder saw it, unless a use was told meanwhile."""
    await tx.value(_RETURN, UUID(event.key), tx.now)


async def right_redeemed(event: Event, tx: Tx[Any]) -> None:
    """Note that the code of a right was used up."""
    await tx.run(_REDEEMED, UUID(event.key), tx.now)


async def use_reversed(event: Event, tx: Tx[Any]) -> None:
    """Note that a use was reversed, so that the code may be used again."""
    await tx.run(_REVERSED, UUID(event.key))
