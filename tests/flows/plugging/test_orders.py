"""Orders at a real supplier process, through the plugin's own process."""

import asyncio
import os
import signal

from tests.kit.waiting import eventually_here


async def test_a_right_is_ordered_once_per_key(lounge, supplier):
    first = await lounge.issue("key-1")
    again = await lounge.issue("key-1")
    assert first.outcome == "succeeded"
    assert again.data == first.data
    assert [order["key"] for order in supplier.orders()] == ["key-1"]


async def test_a_time_out_after_commit_is_unknown_then_found_as_exactly_one_order(lounge, supplier):
    supplier.arm(time_out_after_commit=1)
    asked = await lounge.issue("key-1", deadline_s=3.0)
    assert asked.outcome == "unknown"
    assert len(supplier.orders()) == 1

    found = await lounge.find("key-1")
    assert found.outcome == "succeeded"
    (order,) = supplier.orders()
    assert found.data["provider_ref"] == order["order_no"]
    assert found.data["vouchers"][0]["code"] == order["code"]


async def test_an_order_that_never_arrived_is_closed_so_that_its_no_is_final(lounge, supplier):
    found = await lounge.find("key-9")
    assert (found.outcome, found.data["status"]) == ("failed", "never_ordered")
    late = await lounge.issue("key-9")
    assert (late.outcome, late.code) == ("failed", "lounge.key_closed")
    assert supplier.orders() == []


async def test_a_child_killed_in_the_middle_of_a_call_leaves_it_unknown_and_comes_back(lounge, supplier):
    supplier.arm(time_out_after_commit=1)
    asking = asyncio.create_task(lounge.issue("key-1"))
    await eventually_here(lambda: supplier.orders() or asking.done())
    assert not asking.done()
    killed = lounge.pid()
    os.kill(killed, signal.SIGKILL)
    asked = await asking
    assert (asked.outcome, asked.code) == ("unknown", "plugging.child_gone")

    found = await lounge.find("key-1")
    assert found.outcome == "succeeded"
    assert lounge.pid() != killed
    assert len(supplier.orders()) == 1


async def test_a_cancelled_order_is_cancelled_once(lounge, supplier):
    issued = await lounge.issue("key-1")
    ask = {"provider_ref": issued.data["provider_ref"], "reason": "client"}
    first, second = await lounge.call("cancel", ask), await lounge.call("cancel", ask)
    assert first.outcome == second.outcome == "succeeded"
    assert first.data["refundable"] == {"amount_minor": 16_800, "currency": "CNY"}
    assert [order["status"] for order in supplier.orders()] == ["cancelled"]


async def test_an_unknown_sku_is_the_suppliers_final_no(lounge):
    args = {"order_ref": "ord_1", "sku": "NO-SUCH", "qty": 1}
    asked = await lounge.call("issue", args, request_id="key-1")
    assert (asked.outcome, asked.code, asked.retry_after_s) == ("failed", "lounge.sku_unknown", None)


async def test_an_unreachable_supplier_means_that_nothing_was_done(lounge, supplier):
    supplier.close()
    asked = await lounge.issue("key-1")
    assert asked.outcome == "failed"
    assert asked.retry_after_s
    found = await lounge.find("key-1")
    assert found.outcome == "unknown"


async def test_the_catalogue_is_read_page_by_page_to_its_end(lounge):
    seen, cursor = [], None
    for _ in range(5):
        page = await lounge.call("catalogue_sync", {"cursor": cursor})
        seen += [item["sku"] for item in page.data["items"]]
        cursor = page.data["next_cursor"]
        if cursor is None:
            break
    assert seen == ["LOUNGE-1", "LOUNGE-2"]


async def test_the_desk_takes_a_code_however_it_is_spaced(lounge, supplier):
    issued = await lounge.issue("key-1", "ord_1")
    code = issued.data["vouchers"][0]["code"]
    spaced = f"\u00a0{code[:4]}\u2009{code[4:8]}-{code[8:]} "
    assert supplier.let_in(spaced)["partner_order"] == "ord_1"


async def test_an_optional_method_is_called_only_where_the_manifest_offers_it(house, lounge):
    found = await lounge.call("places", {"city": "上海"})
    assert [place["ref"] for place in found.data["places"]] == ["PVG-T2-A"]
    await house.run("update plugging_version set manifest = jsonb_set(manifest, '{offers}', '[]')")
    refused = await lounge.call("places", {"city": "上海"})
    assert (refused.outcome, refused.code, refused.retry_after_s) == ("failed", "plugging.not_offered", None)
