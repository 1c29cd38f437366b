"""A use becomes an item and a cost by its event, and only by it; a use taken back becomes a reversal."""

from datetime import date

import pytest
from tests.unit.settlement.bench import DAY

from largesse.kernel.ids import new_id
from largesse.settlement.batches.take_back import take_back
from largesse.settlement.ledger import entity as entities
from largesse.store.outbox import Later


def tax(treatment, rate_ppm=60_000):
    return {"tax": {"treatment": treatment, "rate_ppm": rate_ppm}}


@pytest.mark.parametrize(
    ("treatment", "expense", "accrued", "deemed"),
    [
        ("deduct_and_deem", "6601.ad", 9_434, 566),
        ("no_deduct", "6601.ent", 10_000, 0),
        ("prepaid_card_non_taxable", "6601.ad", 10_000, 0),
        ("discount", "6601.svc", 9_434, 0),
    ],
)
async def test_the_signed_vat_treatment_decides_what_is_cost_and_what_is_tax(
    bank, treatment, expense, accrued, deemed
):
    await bank.use("A", **tax(treatment))
    assert await bank.net("2202.acc") == -accrued
    assert await bank.net("2221.out") == -deemed
    assert await bank.net(expense) == accrued + deemed
    assert await bank.net("M.used") == 10_000


async def test_a_right_from_our_own_stock_leaves_the_stock_and_owes_nobody(bank):
    await bank.use("A", provider=None, **tax("no_deduct"))
    assert await bank.net("1405.inv") == -10_000
    assert await bank.net("2202.acc") == 0


async def test_a_right_that_costs_nothing_leaves_no_item(bank):
    _, taken = await bank.use("A", amount_minor=0)
    assert taken is None
    assert await bank.house.value("select count(*) from settlement_item") == 0


async def test_a_use_taken_back_reverses_its_cost_once(bank):
    payload, _ = await bank.use("A")
    for _ in range(2):
        async with bank.work.job() as tx:
            await take_back(tx, payload["redemption"], date(2026, 3, 11))
    assert await bank.net("2202.acc") == await bank.net("6601.ad") == await bank.net("M.used") == 0
    assert await bank.house.value("select count(*) from settlement_entry where reverses is not null") == 1


async def test_a_use_taken_back_before_its_event_was_read_waits_for_it(bank):
    await bank.use("A")
    async with bank.work.job() as tx:
        with pytest.raises(Later):
            await take_back(tx, new_id(), DAY)


async def test_the_cost_stands_in_the_books_of_the_nearest_unit_that_has_some(bank):
    async with bank.work.job() as tx:
        branch = await entities.open_entity(tx, "SH", {"zh-CN": "上海分行", "en": "Shanghai"})
        await entities.assign(tx, bank.unit, branch)
    await bank.use("A")
    found = await bank.house.rows("select distinct entity_id from settlement_posting")
    assert [row["entity_id"] for row in found] == [branch]
