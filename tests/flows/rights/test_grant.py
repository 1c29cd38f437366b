"""Rights are given by one function of the database: budget, stock, rights and events move together."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.ids import new_id
from largesse.rights.entitlements.grant import Gift, grant

ZONE = "Asia/Shanghai"
LOCK = "select s.* from unnest(rights_lock_stock($1, $2)) s"


def gift(batch: UUID) -> Gift:
    client, source = new_id(), new_id()
    return Gift(new_id(), batch, client, client, "play", str(source), new_id())


async def stock(shop, name: str = "tea") -> tuple[int, int, int]:
    """Give what of a batch is free and issued, and what its budget has reserved."""
    (row,) = await shop.house.rows(
        "select b.free, b.issued, u.reserved_minor from rights_batch b"
        " join rights_budget u on u.id = b.budget where b.id = $1",
        shop.known[f"batch.{name}"],
    )
    return tuple(row.values())


async def test_each_gift_is_one_unit_its_cost_reserved_and_told_once(shop):
    tea = shop.known["batch.tea"]
    (batch,) = await shop.house.rows("select * from rights_batch where id = $1", tea)
    free, issued, reserved = await stock(shop)
    gifts = [gift(tea) for _ in range(3)]
    async with shop.work.job() as tx:
        at = tx.now
        await grant(tx, gifts)
    assert await stock(shop) == (free - 3, issued + 3, reserved + 3 * batch["unit_cost_minor"])
    rows = await shop.house.rows(
        "select * from rights_entitlement where id = any($1::uuid[]) order by id",
        [one.entitlement for one in gifts],
    )
    for row, one in zip(rows, gifts, strict=True):
        assert (row["id"], row["holder"], row["source_ref"]) == (one.entitlement, one.holder, one.source_ref)
        assert (row["sku"], row["org_unit"], row["currency"]) == (
            batch["sku"],
            batch["org_unit"],
            batch["currency"],
        )
        assert (row["state"], row["valid_from"]) == ("issued", at)
        last = day_in(at, ZONE) + timedelta(days=batch["valid_days"])
        assert row["valid_to"] == day_starts(last + timedelta(days=1), ZONE)
    told = await shop.house.rows(
        "select id, key, payload from store_outbox where topic = 'rights.entitlement_granted.v1'"
        " and id = any($1::uuid[]) order by id",
        [one.entitlement for one in gifts],
    )
    assert [(one["key"], one["payload"]["holder"]) for one in told] == [
        (str(one.entitlement), str(one.holder)) for one in gifts
    ]


async def test_more_gifts_than_stock_give_none(shop):
    tea = shop.known["batch.tea"]
    await shop.house.run("update rights_batch set total = issued + held + 2, free = 2 where id = $1", tea)
    before = await stock(shop)
    with pytest.raises(asyncpg.RaiseError, match="a batch would overflow"):
        async with shop.work.job() as tx:
            await grant(tx, [gift(tea) for _ in range(3)])
    assert await stock(shop) == before
    assert "rights.entitlement_granted.v1" not in await shop.house.topics()


async def test_more_gifts_than_the_budget_can_bear_give_none(shop):
    tea = shop.known["batch.tea"]
    await shop.house.run(
        "update rights_budget u set cap_minor = u.reserved_minor + u.spent_minor + b.unit_cost_minor"
        " from rights_batch b where b.id = $1 and u.id = b.budget",
        tea,
    )
    before = await stock(shop)
    with pytest.raises(asyncpg.RaiseError, match="a budget would overflow"):
        async with shop.work.job() as tx:
            await grant(tx, [gift(tea), gift(tea)])
    assert await stock(shop) == before


async def test_what_is_not_active_or_outside_its_window_has_nothing_left(shop):
    tea = shop.known["batch.tea"]

    async def left(at: datetime) -> tuple[int, bool]:
        async with shop.work.job() as tx:
            (row,) = await tx.conn.execute_query_dict(LOCK, [at, [tea, new_id()]])
        return row["free"], row["budget_left_minor"] > 0

    (batch,) = await shop.house.rows("select * from rights_batch where id = $1", tea)
    now = datetime.now(UTC)
    assert await left(now) == (batch["free"], True)
    assert await left(batch["ends_at"]) == (0, True)
    assert await left(batch["starts_at"] - timedelta(seconds=1)) == (0, True)
    await shop.house.run("update rights_budget set state = 'stopped' where id = $1", batch["budget"])
    assert await left(now) == (batch["free"], False)
    await shop.house.run("update rights_batch set state = 'paused' where id = $1", tea)
    assert await left(now) == (0, False)
