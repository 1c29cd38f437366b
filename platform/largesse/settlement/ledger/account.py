"""Accounts: rows of an entity's chart, opened on first use in a currency."""

from collections.abc import Iterable
from typing import Any

from largesse.settlement.ledger.chart import chart
from largesse.settlement.ledger.entry import Pair
from largesse.store.work import Tx


async def accounts(tx: Tx[Any], entity: int, pairs: Iterable[Pair]) -> dict[tuple[str, str], int]:
    """Give account ids by (code, currency); accounts of the entity's chart are opened on first use."""
    wanted = sorted({(code, pair.currency) for pair in pairs for code in (pair.debit, pair.credit)})
    found = await _find_accounts(tx, entity, wanted)
    absent = [key for key in wanted if key not in found]
    if absent:
        book = chart(str(await tx.value("select chart from settlement_entity where id = $1", entity)))
        for code, currency in absent:
            seed = book.account(code)
            await tx.run(
                "insert into settlement_account (entity_id, book, code, currency, name, normal, floor_zero,"
                " eager, must_clear) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
                entity,
                seed.book,
                code,
                currency,
                seed.name,
                seed.normal,
                seed.floor_zero,
                seed.eager,
                seed.must_clear,
            )
        found = await _find_accounts(tx, entity, wanted)
    return found


async def _find_accounts(
    tx: Tx[Any], entity: int, wanted: list[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    rows = await tx.rows(
        "select a.id, a.code, a.currency from settlement_account a"
        " join unnest($2::text[], $3::text[]) as w(code, currency)"
        " on w.code = a.code and w.currency = a.currency"
        " where a.entity_id = $1",
        entity,
        [code for code, _ in wanted],
        [currency for _, currency in wanted],
    )
    return {(row["code"], row["currency"]): int(row["id"]) for row in rows}
