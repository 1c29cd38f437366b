"""What is set aside ends once: posted, voided or lapsed."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.settlement.conftest import draft, pair
from tortoise.exceptions import IntegrityError

from largesse.settlement.ledger.hold import HoldEnded, Holding, end_hold, expire_holds, hold, post_hold

PAIR = pair(700, debit="M.resv", credit="M.issd")


async def held(books, source="booking-1", expires_at=None):
    asked = Holding(
        entity=books.entity, pair=PAIR, source_type="booking", source_id=source, expires_at=expires_at
    )
    async with books.house.work.job() as tx:
        return await hold(tx, asked)


async def state(books, one):
    return await books.house.value("select state from settlement_hold where id = $1", one)


async def test_one_source_is_held_once(books):
    assert await held(books) == await held(books)


async def test_a_hold_is_posted_once_and_then_neither_voided_nor_posted_again(books):
    one = await held(books)
    async with books.house.work.job() as tx:
        posted = await post_hold(tx, one, draft(books.entity, PAIR, kind="used"))
    assert await books.house.value("select entry_id from settlement_hold where id = $1", one) == posted.id
    async with books.house.work.job() as tx:
        with pytest.raises(HoldEnded):
            await end_hold(tx, one)
        with pytest.raises(HoldEnded):
            await post_hold(tx, one, draft(books.entity, PAIR, kind="used"))


async def test_only_a_lapsed_hold_expires(books):
    now = datetime.now(UTC)
    late = await held(books, "late", now - timedelta(seconds=1))
    live = await held(books, "live", now + timedelta(hours=1))
    await expire_holds(books.house.work)
    assert (await state(books, late), await state(books, live)) == ("expired", "pending")


async def test_a_hold_is_not_posted_without_an_entry(books):
    one = await held(books)
    with pytest.raises(IntegrityError, match="settlement_hold_posted"):
        await books.house.run("update settlement_hold set state = 'posted' where id = $1", one)
