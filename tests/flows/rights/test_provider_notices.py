"""What a provider tells by itself is booked by truth: late, out of order, or before people who must look."""

import json
from datetime import datetime, timedelta

import pytest
from tests.kit.faces import Asker

from largesse.identity.deliveries.deliveries import RetryDelivery, retry_delivery
from largesse.identity.deliveries.reads import dead_page
from largesse.identity.waiting import waiting
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id, parse_id
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.order_queue.strays import (
    DismissStray,
    ResendStray,
    StrayKnown,
    StrayMissing,
    dismiss_stray,
    resend_stray,
)
from largesse.rights.orders.outcome import complete, fail, lock_order
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.show_code import show_code
from largesse.store.keyset import Page, Wish
from largesse.store.outbox import ATTEMPTS_MAX

STRAYS = """{ strayNotices { edges { node { id providerName says providerRef orderRef actions } } } }"""


@pytest.fixture
async def shop(shop):
    """The shop, whose lounge has a plugin that is not asked here: what it says comes as notices."""
    await shop.house.run("update rights_provider set installation = $1 where slug = 'lounge'", new_id())
    await shop.house.run(
        "update rights_sku set fulfil_mode = 'provider', provider_sku = 'LOUNGE-1' where code = 'S-LOUNGE-1'"
    )
    return shop


async def tell(shop, order: dict, kind: str, at: datetime | None = None) -> None:
    """Let the house hear a provider's verified notice, as the callback's door does."""
    payload = {
        "installation": str(order["installation"]),
        "event_id": str(new_id()),
        "kind": kind,
        "provider_ref": order["provider_ref"],
        "order_ref": order["request_id"],
        "at": (at or now()).isoformat(),
    }
    await shop.house.run(
        "insert into store_outbox (id, at, topic, key, payload) values ($1, now(), $2, $3, $4)",
        new_id(),
        "plugging.provider_event_received.v1",
        payload["event_id"],
        json.dumps(payload),
    )
    await shop.house.drain()


async def the_orders(shop) -> list[dict]:
    return await shop.house.rows("select * from rights_order order by placed_at")


async def answered(shop, order: dict, *, yes: bool = True) -> dict:
    """Let the provider have answered an order; gives it as it stands then."""
    async with shop.house.work.job() as tx:
        kept = await lock_order(tx, order["id"])
        if yes:
            await complete(tx, kept, {"provider_ref": f"LG-{order['id']}", "vouchers": [{"code": "VOUCHER"}]})
        else:
            await fail(tx, kept, "provider.refused")
    return (await the_orders(shop))[-1]


async def served(shop) -> tuple:
    """Give a right whose order the provider has served, and the order."""
    right = await shop.claimed(await shop.client(), "lounge")
    (order,) = await the_orders(shop)
    return right, await answered(shop, order)


async def lasts(shop, right, until: datetime, *, ended: bool = True) -> None:
    """Let a right's validity end, and the clock see it."""
    await shop.house.run(
        "update rights_entitlement set valid_from = $2, valid_to = $3 where id = $1",
        right,
        until - timedelta(days=9),
        until,
    )
    if ended:
        await expire_due(shop.house.work)


async def uses(shop) -> list[dict]:
    return await shop.house.rows("select * from rights_redemption where kind = 'use'")


async def redeemed(shop) -> list[dict]:
    """Give what the house was told about uses."""
    told = await shop.house.rows(
        "select payload from store_outbox where topic = 'rights.right_redeemed.v2' order by id"
    )
    return [one["payload"] for one in told]


async def stuck(shop) -> list[str]:
    """Let a notice fail as often as it may; gives what then waits on the console's home."""
    last = "update store_delivery set due_at = now(), attempts = $1 where state = 'due'"
    await shop.house.run(last, ATTEMPTS_MAX - 1)
    await shop.house.drain()
    async with shop.house.work.read() as read:
        page = await dead_page(read, shop.house.staff("identity.read_deliveries"), Wish(Page(25, None)))
        assert (await waiting(read, shop.house.staff("identity.retry_delivery"))).get("delivery", 0) == len(
            page.rows
        )
    return [row.error.split()[0] for row in page.rows]


async def again(shop) -> None:
    """Send on its way again what waits, as a person does."""
    actor = shop.house.staff("identity.retry_delivery")
    for row in await shop.house.rows("select id from store_delivery where state = 'dead'"):
        await retry_delivery(
            RetryDelivery(key=shop.key(), delivery=row["id"]), actor=actor, work=shop.house.work
        )
    await shop.house.drain()


async def test_a_use_told_after_the_validity_is_booked_once_at_its_own_time_and_marked(
    shop,
):
    right, order = await served(shop)
    told = now()
    over, used = told - timedelta(minutes=15), told - timedelta(minutes=105)
    await lasts(shop, right, over)
    assert await shop.state(right) == "expired"
    assert await shop.money() == (0, 0)
    for _ in range(2):
        await tell(shop, order, "used", at=used)
    assert await shop.state(right) == "redeemed"
    assert await shop.money() == (0, 16_800)
    (use,) = await uses(shop)
    assert (use["at"], use["mark"]) == (used, "late")
    assert use["booked_at"] >= told
    (event,) = await redeemed(shop)
    assert (event["mark"], datetime.fromisoformat(event["at"]), event["amount_minor"]) == (
        "late",
        used,
        16_800,
    )
    assert event["biz_date"] == use["biz_date"].isoformat()
    assert await shop.house.value("select count(*) from settlement_item") == 1
    assert await shop.house.value("select count(*) from store_delivery where state <> 'done'") == 0


async def test_a_late_use_of_a_right_that_nobody_ended_yet_is_marked_too_and_can_be_reversed(shop):
    right, order = await served(shop)
    over = now() - timedelta(minutes=1)
    await lasts(shop, right, over, ended=False)
    await tell(shop, order, "used", at=over - timedelta(hours=1))
    (use,) = await uses(shop)
    assert (use["mark"], await shop.money()) == ("late", (0, 16_800))
    ask = ReverseUse(key="back", redemption=use["id"], reason="登记有误")
    await reverse_use(ask, actor=shop.house.staff("rights.reverse_use"), work=shop.house.work)
    assert (await shop.state(right), await shop.money()) == ("expired", (0, 0))


@pytest.mark.parametrize("hours", [-24 * 10, 1])
async def test_a_use_outside_of_the_validity_has_happened_all_the_same_and_says_so(shop, hours):
    right, order = await served(shop)
    over = now() - timedelta(hours=2)
    await lasts(shop, right, over)
    await tell(shop, order, "used", at=over + timedelta(hours=hours))
    (use,) = await uses(shop)
    assert (use["mark"], use["at"]) == ("outside", over + timedelta(hours=hours))
    assert await shop.state(right) == "redeemed"


async def test_a_late_use_whose_money_was_promised_to_others_waits_on_the_home_until_there_is_some(shop):
    right, order = await served(shop)
    over = now() - timedelta(minutes=15)
    await lasts(shop, right, over)
    full = "update rights_budget set reserved_minor = cap_minor - 100"
    await shop.house.run(full)
    await tell(shop, order, "used", at=over - timedelta(hours=1))
    assert await stuck(shop) == ["rights.budget_exhausted"]
    await shop.house.run("update rights_budget set reserved_minor = 0")
    await again(shop)
    assert (await shop.state(right), await shop.money()) == ("redeemed", (0, 16_800))
    assert await stuck(shop) == []


async def test_a_use_of_an_order_that_nobody_knows_waits_on_the_home_and_is_not_let_go(shop):
    _, order = await served(shop)
    stranger = order | {"provider_ref": "LG-ELSE", "request_id": "ord_else"}
    await tell(shop, stranger, "issued")
    assert await stuck(shop) == []
    await tell(shop, stranger, "used")
    assert set(await stuck(shop)) == {"rights.order_unknown"}
    asked = "{ deadDeliveries { edges { node { error actions } } } }"
    actor = shop.house.staff("identity.read_deliveries", "identity.retry_delivery")
    for locale, words in (("zh-CN", "服务商通知已使用的履约单不在我行"), ("en", "not ours (theirs LG-ELSE")):
        shown = await Asker(shop.house.work, actor, locale=locale).asks(asked)
        edge = shown["deadDeliveries"]["edges"][0]
        assert words in edge["node"]["error"]
        assert edge["node"]["actions"] == ["retry"]


async def of_strays(shop, actor):
    shown = await Asker(shop.house.work, actor).asks(STRAYS)
    return [edge["node"] for edge in shown["strayNotices"]["edges"]]


async def test_a_notice_of_no_order_stands_in_the_queue_and_is_let_go_for_a_reason(shop):
    _, order = await served(shop)
    stranger = order | {"provider_ref": "LG-ELSE", "request_id": "ord_else"}
    await tell(shop, stranger, "used")
    await stuck(shop)
    staff, work = shop.who("operator"), shop.house.work
    [seen] = await of_strays(shop, staff)
    assert (seen["providerRef"], seen["orderRef"], seen["actions"]) == (
        "LG-ELSE",
        "ord_else",
        ["dismiss", "resend"],
    )
    assert (seen["providerName"], seen["says"]) == ("云端贵宾厅", "已使用")
    assert await of_strays(shop, shop.house.staff("rights.view", units={shop.known["unit.beijing"]})) == []
    notice = parse_id("dlv", seen["id"])
    far = shop.house.staff("rights.serve_orders", units={shop.known["unit.beijing"]})
    ask = DismissStray(key=shop.key(), notice=notice, reason="该单属他行客户，已与服务商核对")
    with pytest.raises(StrayMissing):
        await dismiss_stray(ask, actor=far, work=work)
    async with work.read() as read:
        assert (await waiting(read, staff)).get("order", 0) == 1
    await dismiss_stray(ask, actor=staff, work=work)
    assert (await of_strays(shop, staff), await stuck(shop)) == ([], [])
    told = "select facts->>'reason' from store_audit where action = 'rights.stray_notice_dismissed'"
    assert await shop.house.value(told) == ask.reason


async def test_a_notice_that_overtook_its_orders_number_is_not_let_go_but_booked(shop):
    _, order = await served(shop)
    number = "update rights_order set provider_ref = $2 where id = $1"
    await shop.house.run(number, order["id"], "LG-OTHER")
    await tell(shop, order | {"request_id": "theirs"}, "used")
    await stuck(shop)
    staff, work = shop.who("operator"), shop.house.work
    [seen] = await of_strays(shop, staff)
    await shop.house.run(number, order["id"], order["provider_ref"])
    notice = parse_id("dlv", seen["id"])
    with pytest.raises(StrayKnown):
        await dismiss_stray(DismissStray(key="d", notice=notice, reason="不明单据"), actor=staff, work=work)
    await resend_stray(ResendStray(key="r", notice=notice), actor=staff, work=work)
    await shop.house.drain()
    assert (await of_strays(shop, staff), len(await uses(shop))) == ([], 1)


async def test_what_a_provider_cancels_after_its_yes_is_shown_to_nobody_and_can_be_claimed_again(shop):
    client = await shop.client()
    right = await shop.claimed(client, "lounge")
    order = await answered(shop, (await the_orders(shop))[0])
    await tell(shop, order, "cancelled")
    assert ((await the_orders(shop))[0]["state"], await shop.state(right)) == ("cancelled", "issued")
    async with shop.house.work.read() as read:
        assert await show_code(read, client.id, right, now()) is None
    await tell(shop, order, "issued")
    assert await shop.state(right) == "issued"
    await claim_right(ClaimRight(key="again", entitlement=right), actor=client, work=shop.house.work)
    await answered(shop, (await the_orders(shop))[1])
    assert [one["state"] for one in await the_orders(shop)] == ["cancelled", "completed"]
    assert await shop.state(right) == "active"


async def test_a_provider_that_cancels_what_was_used_waits_for_the_use_to_be_reversed(shop):
    right, order = await served(shop)
    await tell(shop, order, "used")
    await tell(shop, order, "cancelled")
    assert await stuck(shop) == ["rights.order_used"]
    (use,) = await uses(shop)
    ask = ReverseUse(key="back", redemption=use["id"], reason="服务商已取消")
    await reverse_use(ask, actor=shop.house.staff("rights.reverse_use"), work=shop.house.work)
    await again(shop)
    assert ((await the_orders(shop))[0]["state"], await shop.state(right)) == ("cancelled", "issued")


async def test_a_use_of_an_order_that_was_refused_is_booked_unless_it_was_ordered_anew(shop):
    client = await shop.client()
    right = await shop.claimed(client, "lounge")
    refused = await answered(shop, (await the_orders(shop))[0], yes=False)
    await claim_right(ClaimRight(key="again", entitlement=right), actor=client, work=shop.house.work)
    await shop.house.run("update rights_order set state = 'accepted' where state = 'created'")
    await tell(shop, refused | {"provider_ref": "LG-1"}, "used")
    assert "rights.order_replaced" in await stuck(shop)
    await answered(shop, (await the_orders(shop))[1], yes=False)
    await again(shop)
    assert (await shop.state(right), await shop.money()) == ("redeemed", (0, 16_800))


async def test_a_late_step_of_one_parcel_takes_nothing_back_and_each_parcel_is_kept(shop):
    right, order = await served(shop)
    at = now()
    await tell(shop, order, "shipped", at - timedelta(hours=5))
    await tell(shop, order, "delivered", at - timedelta(hours=2))
    for hours in (4, 1):  # one was sent before it was told, the other is a second parcel
        await tell(shop, order, "shipped", at - timedelta(hours=hours))
    assert (await shop.state(right), (await the_orders(shop))[0]["state"]) == ("redeemed", "completed")
    kept = await shop.house.rows("select kind, out_of_order from rights_order_event order by at")
    assert [(one["kind"], one["out_of_order"]) for one in kept] == [
        ("shipped", False),
        ("shipped", True),
        ("delivered", False),
        ("shipped", False),
    ]
    assert len(await uses(shop)) == 1


async def test_what_a_provider_serves_again_after_its_cancellation_waits_for_a_person_and_its_use_counts(
    shop,
):
    right, order = await served(shop)
    await tell(shop, order, "cancelled")
    await tell(shop, order, "issued", now() + timedelta(seconds=1))
    asker = Asker(shop.work, shop.who("operator"))
    (case,) = (await asker.asks("{ orderCases { edges { node { causes } } } }"))["orderCases"]["edges"]
    assert (case["node"]["causes"], await shop.state(right)) == (["contradicts"], "issued")
    await tell(shop, order, "used", now() + timedelta(seconds=2))
    assert (await shop.state(right), (await the_orders(shop))[0]["state"]) == ("redeemed", "completed")
    assert await shop.money() == (0, 16_800)
