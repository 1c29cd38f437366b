"""Balances: daily sums rolled up by a job, plus the tail not rolled up yet; eager rows under a floor.

Invariant   balance = sum of daily rows + unrolled tail, at any moment and for any as-of day
"""

from dataclasses import dataclass
from datetime import date

from largesse.store.work import Read, Tx, Work

ROLL_MAX = 10_000


@dataclass(frozen=True)
class AccountBalance:
    """One line of a trial balance; ``net_minor`` in the account's own direction."""

    account: int
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


async def roll_up(tx: Tx[None]) -> int:
    """Move at most ``ROLL_MAX`` entries from the tail into daily rows; concurrent runs share."""
    taken = await tx.rows(
        "delete from settlement_unrolled where entry_id in (select entry_id from settlement_unrolled"
        " order by entry_id limit $1 for update skip locked) returning entry_id",
        ROLL_MAX,
    )
    if taken:
        await tx.run(
            "insert into settlement_balance_day (account_id, day, dr_minor, cr_minor)"
            " select s.account_id, p.biz_date, sum(s.dr), sum(s.cr) from settlement_posting p"
            " cross join lateral"
            " (values (p.dr, p.amount_minor, 0::bigint), (p.cr, 0::bigint, p.amount_minor))"
            " as s(account_id, dr, cr) where p.entry_id = any($1::bigint[])"
            " group by 1, 2 order by 1, 2 on conflict (account_id, day) do update set"
            " dr_minor = settlement_balance_day.dr_minor + excluded.dr_minor,"
            " cr_minor = settlement_balance_day.cr_minor + excluded.cr_minor",
            [row["entry_id"] for row in taken],
        )
    return len(taken)


async def roll_up_all(work: Work) -> None:
    """Roll up until the tail is short; the tick of the room."""
    for _ in range(100):
        async with work.job() as tx:
            if await roll_up(tx) < ROLL_MAX:
                return


async def trial_balance(read: Read, entity: int, as_of: date) -> list[AccountBalance]:
    """Give every account that has moved by a business day, by book and code."""
    rows = await read.rows(
        "select a.id, a.book, a.code, a.name, a.currency, a.normal, a.must_clear,"
        " sum(m.dr)::bigint as dr, sum(m.cr)::bigint as cr"
        " from settlement_account a join ("
        "  select b.account_id, b.dr_minor as dr, b.cr_minor as cr"
        "  from settlement_balance_day b where b.day <= $2"
        "  union all"
        "  select s.account_id, s.dr, s.cr"
        "  from settlement_unrolled u join settlement_posting p using (entry_id)"
        "  cross join lateral (values (p.dr, p.amount_minor, 0::bigint), (p.cr, 0::bigint, p.amount_minor))"
        "  as s(account_id, dr, cr) where p.biz_date <= $2"
        " ) m on m.account_id = a.id where a.entity_id = $1"
        " group by a.id order by a.book, a.code, a.currency",
        entity,
        as_of,
    )
    return [
        AccountBalance(
            row["id"],
            row["book"],
            row["code"],
            row["name"],
            row["currency"],
            row["normal"],
            row["must_clear"],
            row["dr"],
            row["cr"],
        )
        for row in rows
    ]
