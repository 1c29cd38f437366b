"""Accounts: rows of an entity's chart, opened on first use in a currency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from largesse.settlement.ledger.chart import AccountSeed
from largesse.settlement.ledger.entity import chart_of
from largesse.settlement.ledger.entry import Pair
from largesse.settlement.ledger.records import AccountId, EntityId
from largesse.store.work import Tx

Accounts = Mapping[tuple[str, str], AccountId]
_FIND = """
select a.id, a.code, a.currency from settlement_account a
join unnest($2::text[], $3::text[]) as w(code, currency) on w.code = a.code and w.currency = a.currency
where a.entity_id = $1
"""
_OPEN = """
insert into settlement_account (entity_id, book, code, currency, name, normal, floor_zero, eager, must_clear)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
"""


@dataclass(frozen=True)
class _Found:
    id: AccountId
    code: str
    currency: str


async def accounts(tx: Tx[Any], entity: EntityId, pairs: Iterable[Pair]) -> Accounts:
    """Give account ids by (code, currency); accounts of the entity's chart are opened on first use."""
    wanted = sorted({(code, pair.currency) for pair in pairs for code in (pair.debit, pair.credit)})
    found = await _find(tx, entity, wanted)
    absent = [key for key in wanted if key not in found]
    if absent:
        book = await chart_of(tx, entity)
        for code, currency in absent:
            await _open(tx, entity, book.account(code), currency)
        found = await _find(tx, entity, wanted)
    return found


async def _open(tx: Tx[Any], entity: EntityId, seed: AccountSeed, currency: str) -> None:
    await tx.run(
        _OPEN,
        entity,
        seed.book,
        seed.code,
        currency,
        seed.name,
        seed.normal,
        seed.floor_zero,
        seed.eager,
        seed.must_clear,
    )


async def _find(tx: Tx[Any], entity: EntityId, wanted: Sequence[tuple[str, str]]) -> Accounts:
    codes, currencies = [code for code, _ in wanted], [currency for _, currency in wanted]
    found = await tx.all(_Found, _FIND, entity, codes, currencies)
    return {(one.code, one.currency): one.id for one in found}
