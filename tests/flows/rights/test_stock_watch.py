"""A batch's days, its threshold, and that stopping touches nothing that was given."""

from tests.kit.faces import Asker

from largesse.rights.batches.batch import BatchStep
from largesse.rights.batches.days import note_batch_days
from largesse.rights.batches.low import STOCK_LOW, SetThreshold, low_waiting, set_threshold, tell_low
from largesse.rights.batches.steer import SteerBatch, steer_batch
from largesse.rights.redemptions.use import Use, use_right

SHOWN = """query($id: String!) { issueBatch(id: $id) { low lowAt pace { shape open { amountMinor } }
  days { day free held issued used expired } } }"""


async def threshold(shop, units: int | None) -> None:
    ask = SetThreshold(key=shop.key(), batch=shop.known["batch.tea_small"], low_at=units)
    await set_threshold(ask, actor=shop.who("operator"), work=shop.work)


async def told(shop) -> int:
    await tell_low(shop.work)
    return (await shop.house.topics()).count(STOCK_LOW)


async def waits(shop) -> int:
    async with shop.work.read() as read:
        return await low_waiting(read, shop.who("operator"))


async def shown(shop, batch: str = "tea_small"):
    asker = Asker(shop.work, shop.who("operator"))
    found = await asker.asks("{ issueBatches { edges { node { id code } } } }")
    code = await shop.house.value("select code from rights_batch where id = $1", shop.known[f"batch.{batch}"])
    ident = next(one["node"]["id"] for one in found["issueBatches"]["edges"] if one["node"]["code"] == code)
    return (await asker.asks(SHOWN, id=ident))["issueBatch"]


async def test_staff_is_told_once_each_time_the_stock_falls_to_its_threshold(shop):
    client = await shop.client()
    await threshold(shop, 4)
    assert (await told(shop), await waits(shop)) == (0, 0)
    right = await shop.give(client, "tea_small")
    assert [await told(shop) for _ in range(3)] == [1, 1, 1]
    assert (await waits(shop), (await shown(shop))["low"]) == (1, True)
    await shop.house.run(
        "update rights_batch set total = total + 5, free = free + 5 where low_at is not null"
    )
    assert (await told(shop), await waits(shop)) == (1, 0)
    await shop.house.run(
        "update rights_batch set total = total - 5, free = free - 5 where low_at is not null"
    )
    assert (await told(shop), await waits(shop)) == (2, 1)
    await threshold(shop, None)
    assert (await told(shop), await waits(shop)) == (2, 0)
    assert await shop.state(right) == "issued"


async def test_pausing_and_stopping_touch_nothing_that_was_given(shop):
    client = await shop.client()
    right, other = await shop.claimed(client), await shop.give(client)
    before = await shop.house.rows("select * from rights_entitlement order by id")
    for step in (BatchStep.PAUSE, BatchStep.RESUME, BatchStep.STOP):
        ask = SteerBatch(key=shop.key(), batch=shop.known["batch.tea"], step=step, reason="试行")
        await steer_batch(ask, actor=shop.who("operator"), work=shop.work)
        assert await shop.house.rows("select * from rights_entitlement order by id") == before
    async with shop.work.job() as tx:
        await use_right(tx, Use(right, "console", "staff"))
    assert (await shop.state(right), await shop.state(other)) == ("redeemed", "issued")


async def test_a_batchs_days_add_up_and_todays_are_its_own(shop):
    client = await shop.client()
    right = await shop.claimed(client, "tea_small")
    await shop.give(client, "tea_small")
    await note_batch_days(shop.work)
    await shop.house.run("update rights_batch_day set day = day - 1")
    async with shop.work.job() as tx:
        await use_right(tx, Use(right, "console", "staff"))
    found = await shown(shop)
    figures = [tuple(one[name] for name in ("free", "issued", "used", "expired")) for one in found["days"]]
    assert figures == [(3, 2, 0, 0), (3, 2, 1, 0)]
    assert found["pace"]["shape"] == "none"
