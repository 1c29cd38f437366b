"""A use is taken back while its batch is under way: its cost is reversed once, by one of the two."""

from datetime import date

import pytest
from tests.unit.settlement.bench import DAY, csv

from largesse.settlement.batches.approve import ContentChanged
from largesse.settlement.items.accrue import reverse_accrual
from largesse.store.outbox import Later


async def back(bank, payload):
    async with bank.work.job() as tx:
        await reverse_accrual(tx, payload["redemption"], date(2026, 3, 11))


async def two_uses(bank):
    """Two uses of which the provider bills one."""
    billed, _ = await bank.use("A")
    forgotten, _ = await bank.use("B")
    await bank.load(csv(("A", "100.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    return batch, billed, forgotten, (await bank.breaks(batch))[0]["id"]


async def test_a_cost_that_people_have_taken_back_is_not_taken_back_again(bank):
    batch, _, forgotten, one = await two_uses(bank)
    await bank.dispose("accept_provider", one)
    with pytest.raises(Later):
        await back(bank, forgotten)
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    await back(bank, forgotten)
    assert await bank.net("2202.acc") == 0
    assert await bank.net("2202.ap") == -10_000


async def test_what_was_carried_is_taken_back_after_its_batch(bank):
    batch, _, forgotten, one = await two_uses(bank)
    proposed = await bank.propose("carry_forward", one)
    with pytest.raises(Later):
        await back(bank, forgotten)
    await bank.decide(*proposed.dispositions)
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    await back(bank, forgotten)
    assert await bank.net("2202.acc") == 0


async def test_what_nobody_has_decided_is_taken_back_at_once_and_matched_anew(bank):
    batch, billed, forgotten, _ = await two_uses(bank)
    await back(bank, billed)
    await back(bank, forgotten)
    assert await bank.net("2202.acc") == 0
    await bank.match(batch)
    assert [row["code"] for row in await bank.breaks(batch)] == ["MISSING_AT_PLATFORM"]


async def test_what_is_submitted_waits_for_its_signature(bank):
    batch, billed, _, one = await two_uses(bank)
    await bank.dispose("carry_forward", one)
    sent = await bank.submit(batch)
    with pytest.raises(Later):
        await back(bank, billed)
    await bank.approve(batch, sent.content_hash)
    await back(bank, billed)
    assert await bank.net("2202.ap") == -10_000


async def test_an_item_that_was_reversed_all_the_same_voids_the_signature(bank):
    batch, billed, _, one = await two_uses(bank)
    await bank.dispose("carry_forward", one)
    sent = await bank.submit(batch)
    await bank.house.run(
        "update settlement_item set reversed_entry_id = entry_id where redemption = $1", billed["redemption"]
    )
    with pytest.raises(ContentChanged):
        await bank.approve(batch, sent.content_hash)
