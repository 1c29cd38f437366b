"""Codes that read the same: the migration lets those stand that are there, and nobody makes another."""

from importlib import import_module

import asyncpg
import pytest

FIFTH = import_module("largesse.migrations.rights.0005_catalogue")
BUDGET = (
    "insert into rights_budget (id, org_unit, code, title, currency, cap_minor, created_at)"
    " select gen_random_uuid(), org_unit, $1, title, currency, 1, now() + $2 * interval '1s'"
    " from rights_budget limit 1"
)


async def test_alike_codes_of_before_go_on_and_the_oldest_holds_the_key(shop, owner):
    await owner.execute(FIFTH.REVERSE)
    for nth, code in enumerate(("B-10", "b-lO", "В-10"), start=1):
        await owner.execute(BUDGET, code, nth)
    await owner.execute(FIFTH.FORWARD)
    rows = await owner.fetch(
        "select code, code_key from rights_budget where code <> 'SH-2026-AUTUMN' order by created_at"
    )
    assert [row["code"] for row in rows] == ["B-10", "b-lO", "В-10"]
    assert [row["code_key"].partition(" ")[0] for row in rows] == ["b-lo"] * 3
    assert [" " in row["code_key"] for row in rows] == [False, True, True]
    assert len({row["code_key"] for row in rows}) == 3
    with pytest.raises(asyncpg.UniqueViolationError):
        await owner.execute("update rights_budget set code_key = 'b-lo' where code = 'b-lO'")


async def test_batches_of_before_keep_exact_days_and_get_what_their_sku_says(shop, owner):
    await owner.execute(FIFTH.REVERSE)
    await owner.execute(FIFTH.FORWARD)
    tea = shop.known["batch.tea"]
    (batch,) = await owner.fetch("select * from rights_batch where id = $1", tea)
    assert (batch["vat_treatment"], batch["units_each"]) == ("deduct_and_deem", 1)
    assert (batch["validity"], batch["grant_zone"]) == (None, None)
    right = await shop.give(await shop.client())
    (row,) = await shop.house.rows("select created_at, valid_to from rights_entitlement where id = $1", right)
    assert (row["valid_to"] - row["created_at"]).total_seconds() == 90 * 86_400


@pytest.fixture
async def owner(shop):
    link = await asyncpg.connect(shop.house.dsn)
    yield link
    await link.close()
