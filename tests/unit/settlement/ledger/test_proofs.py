"""Balances, seals and the proof of the books; a change behind the ledger's back is named."""

import random
from datetime import date, timedelta

import asyncpg
import pytest
from tests.unit.settlement.conftest import DAY, draft, pair

from largesse.settlement.ledger.balance import roll_up, trial_balance
from largesse.settlement.ledger.entry import People, body_sha
from largesse.settlement.ledger.post import Posted, reverse
from largesse.settlement.ledger.posting import DepositShort
from largesse.settlement.ledger.seal import seal_days
from largesse.settlement.ledger.verify import Finding, verify

MOVES = (
    ("6601.ad", "2202.acc"),
    ("2202.acc", "2202.ap"),
    ("1123.dep", "1002.clr"),
    ("2202.ap", "1123.dep"),
    ("M.used", "M.issd"),
)


async def proof(books):
    async with books.house.work.read() as read:
        return await verify(read)


async def behind_its_back(books, sql):
    """Change rows as nobody may: as owner, with triggers switched off."""
    owner = await asyncpg.connect(books.house.dsn)
    try:
        await owner.execute(f"set session_replication_role = replica; {sql}")
    finally:
        await owner.close()


@pytest.mark.parametrize("start", [1, 20260310, 987654321])
async def test_after_any_stream_of_events_the_books_hold(books, start):
    dice = random.Random(start)
    posted = []
    for step in range(40):
        act = dice.random()
        if act < 0.6 or not posted:
            debit, credit = dice.choice(MOVES)
            day = DAY + timedelta(days=dice.randrange(-40, 40))
            rows = [
                pair(dice.randrange(1, 9_000), debit=debit, credit=credit)
                for _ in range(dice.randrange(1, 4))
            ]
            try:
                posted.append((await books.post(*rows, idem=f"{start}-{step}", day=day)).id)
            except DepositShort:
                continue
        elif act < 0.8:
            entry = posted.pop(dice.randrange(len(posted)))
            try:
                async with books.house.work.job() as tx:
                    await reverse(tx, entry, reason="fuzz", people=People("job:fuzz"), day=DAY)
            except DepositShort:
                continue
        else:
            async with books.house.work.job() as tx:
                await roll_up(tx)
    found = await proof(books)
    assert found.holds, (start, found.findings)
    async with books.house.work.read() as read:
        lines = await trial_balance(read, books.entity, date(9999, 1, 1))
    for book in ("gl", "memo"):
        mine = [one for one in lines if one.book == book]
        assert sum(one.dr_minor for one in mine) == sum(one.cr_minor for one in mine), start


async def test_a_balance_is_the_same_before_and_after_it_is_rolled_up(books):
    await books.post(pair(700), idem="a")
    await books.post(pair(300), idem="b", day=date(2026, 4, 2))

    async def lines(day):
        async with books.house.work.read() as read:
            return await trial_balance(read, books.entity, day)

    before = await lines(date(2026, 12, 31))
    async with books.house.work.job() as tx:
        assert await roll_up(tx) == 2
    assert await lines(date(2026, 12, 31)) == before
    assert {one.code: one.net_minor for one in await lines(DAY)} == {"2202.acc": 700, "6601.ad": 700}


@pytest.mark.parametrize(
    ("sql", "finding"),
    [
        ("update settlement_posting set amount_minor = amount_minor + 1 where entry_id = 1", "body_changed"),
        ("delete from settlement_posting where entry_id = 1", "rows_missing"),
        ("update settlement_entry set source_id = 'other' where id = 1", "body_changed"),
    ],
)
async def test_a_changed_entry_is_named(books, sql, finding):
    entry = await books.post(pair(700), idem="a")
    await books.post(pair(300), idem="b")
    assert (await proof(books)).holds
    await behind_its_back(books, sql.replace("= 1", f"= {entry.id}"))
    assert Finding(finding, f"entry {entry.id}") in (await proof(books)).findings


async def test_an_entry_that_vanished_breaks_the_seal_of_its_day(books):
    entry = await books.post(pair(700), idem="a")
    await books.post(pair(300), idem="b")
    await behind_its_back(books, "update settlement_entry set posted_at = posted_at - interval '3 days'")
    await seal_days(books.house.work)
    await seal_days(books.house.work)
    whole = await proof(books)
    assert whole.holds
    assert whole.sealed_days == 1
    gone = f"delete from settlement_posting where entry_id = {entry.id}; delete from settlement_unrolled;"
    await behind_its_back(books, f"{gone} delete from settlement_entry where id = {entry.id}")
    assert "seal_broken" in {one.rule for one in (await proof(books)).findings}


async def test_a_balance_that_was_touched_is_named(books):
    await books.post(pair(700, debit="1123.dep", credit="1002.clr"))
    async with books.house.work.job() as tx:
        await roll_up(tx)
    await behind_its_back(
        books, "update settlement_balance_day set dr_minor = dr_minor + 1 where dr_minor > 0"
    )
    await behind_its_back(books, "update settlement_balance_now set net_minor = net_minor + 1")
    rules = {one.rule for one in (await proof(books)).findings}
    assert {"balance_differs", "eager_balance_differs"} <= rules


async def test_a_business_day_that_was_changed_is_named(books):
    entry = (await books.post()).id
    for table in ("settlement_entry", "settlement_posting"):
        await behind_its_back(books, f"update {table} set biz_date = biz_date + 1")
    assert Finding("body_changed", f"entry {entry}") in (await proof(books)).findings


async def test_an_entry_of_the_time_when_the_day_was_not_hashed_still_proves_itself(books):
    entry = (await books.post()).id
    old = body_sha(draft(books.entity), None)
    await behind_its_back(books, f"update settlement_entry set body_version = 1, body_sha = '{old}'")
    assert (await proof(books)).findings == ()
    assert await books.post() == Posted(entry, fresh=False)
