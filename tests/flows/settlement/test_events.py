"""From a right used at a counter to the ledger, through the outbox; and back."""

from largesse.kernel.ids import new_id
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use


async def test_the_demos_uses_reached_the_ledger_by_event_exactly_once(house):
    used = await house.rows("select id, amount_minor from rights_redemption where kind = 'use'")
    items = await house.rows("select redemption, gross_minor from settlement_item")
    assert {(row["id"], row["amount_minor"]) for row in used} == {
        (row["redemption"], row["gross_minor"]) for row in items
    }
    await house.run(
        "update store_delivery set state = 'due', due_at = now(), done_at = null"
        " where handler = 'settlement.accrue'"
    )
    await house.drain()
    entries = await house.value("select count(*) from settlement_entry where kind = 'accrual'")
    assert entries == len(used) == 4


async def test_a_use_that_is_reversed_leaves_the_books(house, stage):
    redemption = await house.value("select id from rights_redemption where kind = 'use' order by id limit 1")
    ask = ReverseUse(key=str(new_id()), redemption=redemption, reason="客户未实际领取")
    await reverse_use(ask, actor=stage.system, work=house.work)
    await house.drain()
    row = (await house.rows("select * from settlement_item where redemption = $1", redemption))[0]
    assert row["reversed_entry_id"] is not None
    assert (
        await house.value("select count(*) from settlement_entry where reverses = $1", row["entry_id"]) == 1
    )
