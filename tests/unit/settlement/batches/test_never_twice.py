"""Nothing is paid twice: not in another file or batch, not after the fact, not at the same time."""

import asyncio
from datetime import date

import pytest
from tests.unit.settlement.bench import DAY, csv, key

from largesse.settlement.batches.approve import ContentChanged
from largesse.settlement.statements.keep import StatementRepeated
from largesse.settlement.statements.load import ReleaseStatement, release_statement

APRIL = date(2026, 4, 30)
WRONG = csv(("A", "100.00", DAY)).replace(b"100.00,\n", b"100.01,\n")


async def codes(bank, batch):
    return sorted(row["code"] for row in await bank.breaks(batch))


async def paid(bank, batch):
    """Accept what waits, submit, approve; gives what the batch pays."""
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    return await bank.house.value("select net_payable_minor from settlement_batch where id = $1", batch)


async def test_what_was_paid_without_a_use_is_not_paid_again_when_the_use_arrives(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    march = await bank.batch()
    await bank.match(march)
    await bank.dispose("accept_provider", (await bank.breaks(march))[0]["id"])
    assert await paid(bank, march) == 10_000
    await bank.use("A")
    await bank.load(csv(("A", "100.00", "2026-03-11")), "四月.csv")
    april = await bank.batch(APRIL)
    assert (await bank.match(april)).matches == 0
    assert await codes(bank, april) == ["DUP_PROVIDER", "MISSING_AT_PROVIDER"]


async def test_nor_when_it_arrives_while_the_same_batch_is_open(bank):
    await bank.load(csv(("A", "100.00", DAY), ("A", "100.00", "2026-03-11")))
    batch = await bank.batch()
    await bank.match(batch)
    await bank.dispose("accept_provider", (await bank.breaks(batch))[0]["id"])
    await bank.use("A")
    assert (await bank.match(batch)).matches == 0
    assert "DUP_PROVIDER" in await codes(bank, batch)


async def test_what_is_only_carried_may_still_find_its_use(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    march = await bank.batch()
    await bank.match(march)
    await bank.dispose("carry_forward", (await bank.breaks(march))[0]["id"])
    await bank.approve(march, (await bank.submit(march)).content_hash)
    await bank.use("A")
    assert (await bank.match(await bank.batch(APRIL))).matches == 1


async def test_a_file_released_after_the_same_file_was_loaded_is_refused_as_repeated(bank):
    kept = [await bank.load(WRONG), await bank.load(WRONG, "again.csv")]

    async def release(loaded):
        ask = ReleaseStatement(key=key(), statement=loaded.statement, reason="供应商已书面确认")
        return await release_statement(ask, actor=bank.second, work=bank.work)

    first = await release(kept[0])
    assert first.state == "loaded"
    with pytest.raises(StatementRepeated):
        await release(kept[1])


async def test_of_two_releases_at_the_same_time_one_wins_and_one_is_told(bank):
    kept = [await bank.load(WRONG), await bank.load(WRONG, "again.csv")]
    asks = [ReleaseStatement(key=key(), statement=one.statement, reason="供应商已书面确认") for one in kept]
    done = await asyncio.gather(
        *(release_statement(ask, actor=bank.second, work=bank.work) for ask in asks), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in done) == ["Loaded", "StatementRepeated"]


async def test_a_line_that_another_batch_settled_meanwhile_is_not_paid_again(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    march = await bank.batch()
    await bank.match(march)
    await bank.dispose("carry_forward", (await bank.breaks(march))[0]["id"])
    await bank.approve(march, (await bank.submit(march)).content_hash)
    old = await bank.batch(APRIL)
    await bank.match(old)
    await bank.dispose("accept_provider", (await bank.breaks(old))[0]["id"])
    sha = (await bank.submit(old)).content_hash
    await bank.house.run("update settlement_line set settled_batch = $1 where provider_ref = 'A'", march)
    with pytest.raises(ContentChanged):
        await bank.approve(old, sha)
