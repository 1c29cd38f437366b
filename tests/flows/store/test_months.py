"""The outbox keeps its months ahead of the clock."""

from largesse.store.handlers import months_ahead


async def test_events_of_this_month_lie_in_its_own_partition(house):
    async with house.work.job() as tx:
        tx.emit("tests.made.v1", "1", {})
    where = await house.value("select tableoid::regclass::text from store_outbox")
    assert where != "store_outbox_rest"


async def test_months_that_exist_are_left_alone(house):
    count = "select count(*) from pg_inherits where inhparent = 'store_outbox'::regclass"
    await months_ahead(house.work)
    before = await house.value(count)
    await months_ahead(house.work)
    assert await house.value(count) == before >= 4
