"""Balances: daily sums rolled up by a job, plus the tail not rolled up yet; eager rows under a floor.

Invariant   balance = sum of daily rows + unrolled tail, at any moment and for any as-of day
"""

from dataclasses import dataclass
from datetime import date

from largesse.settlement.ledger.records import AccountId, EntityId, EntryId
from largesse.store.sql import statement
from largesse.store.work import Read, Tx, Work

ROLL_MAX = 10_000
_TAKE = """
delete from settlement_unrolled where entry_id in (select entry_id from settlement_unrolled
  order by entry_id limit $1 for update skip locked) returning entry_id
"""
_ADD_DAYS = statement(__name__, "add_to_daily_balances")
_TRIAL = statement(__name__, "trial_balance")


@dataclass(frozen=True)
class AccountBalance:
    """One line of a trial balance; ``net_minor`` in the account's own direction."""

    account: AccountId
    book: str
    code: str
    name: dict[str, str]
    currency: str
    normal: str
    must_clear: bool
    dr_minor: int
    cr_minor: int

    @property
    def net_minor(self) -> int:
        """Debits less credits, or the other way round for accounts that grow on the credit side."""
        return (self.dr_minor - self.cr_minor) * (1 if self.normal == "D" else -1)


@dataclass(frozen=True)
class _Taken:
    entry_id: EntryId


async def roll_up(tx: Tx[None]) -> int:
    """Move at most ``ROLL_MAX`` entries from the tail into daily rows; concurrent runs share."""
    taken = await tx.all(_Taken, _TAKE, ROLL_MAX)
    if taken:
        await tx.run(_ADD_DAYS, [one.entry_id for one in taken])
    return len(taken)


async def roll_up_all(work: Work) -> None:
    """Roll up until the tail is short; the tick of the room."""
    for _ in range(100):
        async with work.job() as tx:
            if await roll_up(tx) < ROLL_MAX:
                return


async def trial_balance(read: Read, entity: EntityId, as_of: date) -> list[AccountBalance]:
    """Give every account that has moved by a business day, by book and code."""
    return await read.all(AccountBalance, _TRIAL, entity, as_of)
