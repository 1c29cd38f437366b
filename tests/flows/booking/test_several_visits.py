"""A right of several visits at a provider: each visit that took place takes one unit, however it is told."""

import asyncio

import pytest
from tests.kit.faces import Asker
from tests.kit.seed import BOOKS, Seed
from tests.kit.waiting import eventually_here

from largesse.kernel.ids import text_id
from largesse.rights.bookings.session_facts import take_session_report
from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.orders.provider_events import VisitUnnamed, take_report
from largesse.store.outbox import Event

RIGHT = "query($id: String!) { right(id: $id) { state unitsLeft } }"
BOOKABLE = "{ bookableRights { id } }"
USES = "select * from rights_redemption where entitlement = $1 and kind = 'use' order by at"
PAGES = "query($id: String!) { right(id: $id) { providerSide { pages { purpose } } } }"
OPEN = """mutation($ask: OpenProviderPageAsk!) { openProviderPage(ask: $ask) {
  ... on ProviderPageOpened { url } ... on Refusal { code } } }"""
ITEMS = "select count(*) from settlement_item where entitlement = $1 and entry_id is not null"
COST = "select unit_cost_minor from rights_entitlement where id = $1"


@pytest.fixture(scope="module")
def seed() -> Seed:
    """With the books, so that each visit is seen to reach them."""
    return BOOKS


@pytest.fixture
async def package(centre):
    """The company's package of three check-ups, sold as a right of three."""
    await centre.house.run("update rights_sku set provider_sku = 'CHECK-3' where code = 'S-LOUNGE-1'")
    return centre


async def three(package, number=0):
    """Give a client a right of three with its first visit booked."""
    who, right, booking, _ = await package.taken(number)
    await package.house.run("update rights_entitlement set units = 3 where id = $1", right)
    await package.house.drain()
    return who, right, booking


async def book_again(package, who, right, number=0):
    resource, starts_at = (await package.slots(who, right))[number]
    booking = await package.hold(who, right, starts_at, resource=resource)
    assert await package.confirm(who, booking) == "pending"
    await package.house.drain()
    assert await package.state(booking) == "booked"
    return booking


async def left(package, who, right):
    phone = Asker(package.work, who, face="client")
    shown = (await phone.asks(RIGHT, id=text_id("ent", right)))["right"]
    return shown["state"].lower(), shown["unitsLeft"]


async def bookable(package, who):
    return [
        one["id"] for one in (await Asker(package.work, who, face="client").asks(BOOKABLE))["bookableRights"]
    ]


async def told(package, right, number):
    """Give what the provider told about a right, as the house heard it: its nth notice."""
    order = await package.order(right)
    rows = "select * from rights_order_event where provider_order = $1 order by at, id"
    return (await package.house.rows(rows, order["id"]))[number], order


async def hears(package, right, event_id, at, **facts):
    """Give the house a notice, as its door would after having proved it."""
    order = await package.order(right)
    payload = {
        "installation": str(order["installation"]),
        "event_id": event_id,
        "kind": "attendance",
        "provider_ref": order["provider_ref"],
        "order_ref": order["request_id"],
        "at": at.isoformat(),
        "attendance": {"state": "attended", "items": [], "top_up": None},
        **facts,
    }
    async with package.work.job() as tx:
        await take_report(Event(order["id"], "", "", payload, at), tx)
    async with package.work.job() as tx:
        await take_session_report(Event(order["id"], "", "", payload, at), tx)


async def test_three_visits_take_three_units_and_the_last_one_ends_the_right(package):
    who, right, first = await three(package)
    await package.does(right, "attend")
    assert await package.state(first) == "fulfilled"
    assert await left(package, who, right) == ("active", 2)
    assert await bookable(package, who) == [text_id("ent", right)]

    second = await book_again(package, who, right)
    await package.does(right, "partly")
    assert [await package.state(one) for one in (first, second)] == ["fulfilled", "fulfilled"]
    assert await left(package, who, right) == ("active", 1)

    third = await book_again(package, who, right)
    await package.does(right, "attend")
    assert await package.state(third) == "fulfilled"
    assert await left(package, who, right) == ("redeemed", 0)
    assert await bookable(package, who) == []

    uses = await package.house.rows(USES, right)
    number = (await package.order(right))["provider_ref"]
    assert [one["visit"] for one in uses] == [f"{number}-1", f"{number}-2", f"{number}-3"]
    assert {one["provider_ref"] for one in uses} == {number}
    assert sum(one["amount_minor"] for one in uses) == await package.house.value(COST, right)
    assert await package.house.value(ITEMS, right) == 3
    assert await package.house.value("select count(*) from store_delivery where state <> 'done'") == 0


async def test_the_providers_page_of_an_order_goes_on_until_the_last_visit(package):
    who, right, _ = await three(package)
    phone = Asker(package.work, who, face="client")
    ask = {"right": text_id("ent", right), "purpose": "ORDER"}
    for visit in range(3):
        if visit:
            await book_again(package, who, right)
        assert (await phone.asks(PAGES, id=ask["right"]))["right"]["providerSide"]["pages"] == [
            {"purpose": "order"}
        ]
        assert (await phone.asks(OPEN, ask=ask))["openProviderPage"]["url"]
        await package.does(right, "attend")
    assert (await phone.asks(PAGES, id=ask["right"]))["right"]["providerSide"]["pages"] == []
    assert (await phone.asks(OPEN, ask=ask))["openProviderPage"] == {"code": "rights.page_closed"}


async def test_a_visit_told_again_after_the_next_was_booked_takes_nothing_and_leaves_the_booking(package):
    who, right, first = await three(package)
    await package.does(right, "attend")
    second = await book_again(package, who, right)
    await package.does(right, "again", visit=1)
    assert [await package.state(one) for one in (first, second)] == ["fulfilled", "booked"]
    assert await left(package, who, right) == ("reserved", 2)
    package.supplier.arm(duplicate_callback=1)
    await package.does(right, "attend")
    await package.does(right, "again", visit=1)
    await package.does(right, "again", visit=2)
    assert await left(package, who, right) == ("active", 1)
    assert await package.state(second) == "fulfilled"
    assert await package.house.value(ITEMS, right) == 2
    assert await package.house.value("select count(*) from store_delivery where state <> 'done'") == 0


async def test_visits_heard_in_the_wrong_order_each_take_their_own_unit_and_booking(package):
    who, right, first = await three(package)
    package.supplier.arm(hold_callbacks=1)
    desk = package.supplier
    number = (await package.order(right))["provider_ref"]
    desk.act(number, "attend")
    # The company knows that the first is over, the house does not: the client asks it for another morning.
    await package.house.run("update rights_booking set state = 'cancelled' where id = $1", first)
    await package.house.run("update rights_entitlement set state = 'active' where id = $1", right)
    second = await book_again(package, who, right)
    desk.act(number, "attend")
    desk.arm(out_of_order=1)
    desk.arm(hold_callbacks=0)

    async def heard():
        await package.house.drain()
        return (
            await package.house.value("select count(*) from rights_order_event where kind = 'attendance'")
            >= 2
        )

    await eventually_here(heard)
    await package.house.drain()
    marks = "select out_of_order from rights_order_event where kind = 'attendance' order by at"
    assert [one["out_of_order"] for one in await package.house.rows(marks)] == [True, False]
    assert [await package.state(one) for one in (first, second)] == ["fulfilled", "fulfilled"]
    assert await left(package, who, right) == ("active", 1)
    assert [one["visit"] for one in await package.house.rows(USES, right)] == [f"{number}-1", f"{number}-2"]


async def test_who_was_absent_once_and_came_twice_has_used_all_three(package):
    who, right, first = await three(package)
    await package.does(right, "absent")
    assert (await package.state(first), await left(package, who, right)) == ("noshow", ("active", 2))
    second = await book_again(package, who, right)
    await package.does(right, "attend")
    # That he had come to the first after all is heard last: the unit of his absence stands for it.
    await package.does(right, "again", visit=1)
    assert [await package.state(one) for one in (first, second)] == ["fulfilled", "fulfilled"]
    assert await left(package, who, right) == ("active", 1)
    third = await book_again(package, who, right)
    await package.does(right, "absent")
    assert (await package.state(third), await left(package, who, right)) == ("noshow", ("redeemed", 0))
    assert len(await package.house.rows(USES, right)) == await package.house.value(ITEMS, right) == 3


async def test_two_visits_told_together_take_two_units_and_one_told_twice_together_takes_one(package):
    who, right, _ = await three(package)
    await package.does(right, "attend")
    event, _ = await told(package, right, 0)
    at, number = event["at"], (await package.order(right))["provider_ref"]
    together = [
        hears(package, right, f"race_{name}_{copy}", at, visit=f"{number}-{name}")
        for name in (2, 3)
        for copy in range(4)
    ]
    await asyncio.gather(*together)
    await package.house.drain()
    assert await left(package, who, right) == ("redeemed", 0)
    assert sorted(one["visit"] for one in await package.house.rows(USES, right)) == [
        f"{number}-1",
        f"{number}-2",
        f"{number}-3",
    ]
    assert await package.house.value(ITEMS, right) == 3
    with pytest.raises(AlreadyUsed):
        await hears(package, right, "one_more", at, visit=f"{number}-4")
    await hears(package, right, "old_news", at, visit=f"{number}-2")


async def test_a_provider_that_names_no_visit_is_understood_by_what_was_booked(package):
    who, right, first = await three(package)
    at = await package.house.value("select now()")
    await hears(package, right, "plain_1", at)
    await hears(package, right, "plain_1_again", at)
    assert await left(package, who, right) == ("active", 2)
    second = await book_again(package, who, right)
    await hears(package, right, "plain_1_late", at)
    assert await package.state(second) == "booked"
    await hears(package, right, "plain_2", await package.house.value("select now()"))
    assert await left(package, who, right) == ("active", 1)
    assert [one["visit"] for one in await package.house.rows(USES, right)] == [
        text_id("bkg", first),
        text_id("bkg", second),
    ]


async def test_without_name_and_booking_a_second_use_waits_before_people_and_a_repeated_one_does_not(package):
    who = await package.client()
    right = await package.right(who)
    await package.house.run("update rights_entitlement set units = 3 where id = $1", right)
    at = await package.house.value("select now()")
    await hears(package, right, "walk_in", at)
    await hears(package, right, "walk_in_again", at)
    assert await left(package, who, right) == ("active", 2)
    with pytest.raises(VisitUnnamed):
        await hears(package, right, "which_one", await package.house.value("select now()"))
    assert await left(package, who, right) == ("active", 2)
    assert (await told(package, right, 0))[0]["event_id"] == "walk_in"


async def test_a_visit_told_with_its_name_and_without_is_one_visit_in_either_order(package):
    who, right, first = await three(package)
    at = await package.house.value("select now()")
    await hears(package, right, "plain", at)
    await hears(package, right, "named", await package.house.value("select now()"), visit="V-1")
    await hears(package, right, "named_again", at, visit="V-1")
    assert await left(package, who, right) == ("active", 2)
    second = await book_again(package, who, right)
    await hears(package, right, "named_2", await package.house.value("select now()"), visit="V-2")
    await hears(package, right, "plain_2", await package.house.value("select now()"))
    await hears(package, right, "named_1_late", await package.house.value("select now()"), visit="V-1")
    await hears(package, right, "plain_1_late", at)
    assert await left(package, who, right) == ("active", 1)
    assert [await package.state(one) for one in (first, second)] == ["fulfilled", "fulfilled"]
    uses = await package.house.rows(USES, right)
    assert [one["visit"] for one in uses] == [text_id("bkg", first), "V-2"]


async def test_a_second_named_visit_under_one_booking_is_not_the_one_told_without_a_name(package):
    who, right, first = await three(package)
    await hears(package, right, "plain", await package.house.value("select now()"))
    await hears(package, right, "named_1", await package.house.value("select now()"), visit="V-1")
    await hears(package, right, "named_2", await package.house.value("select now()"), visit="V-2")
    assert await left(package, who, right) == ("active", 1)
    uses = await package.house.rows(USES, right)
    assert [one["visit"] for one in uses] == [text_id("bkg", first), "V-2"]


async def test_without_a_booking_only_the_time_tells_a_named_visit_from_an_unnamed_one(package):
    async def of_three():
        who = await package.client()
        right = await package.right(who)
        await package.house.run("update rights_entitlement set units = 3 where id = $1", right)
        return who, right, await package.house.value("select now()")

    async def now():
        return await package.house.value("select now()")

    who, right, at = await of_three()
    await hears(package, right, "plain", at)
    await hears(package, right, "named", at, visit="V-1")
    await hears(package, right, "mended", await now(), visit="V-1")
    assert await left(package, who, right) == ("active", 2)
    await hears(package, right, "another", await now(), visit="V-2")
    assert await left(package, who, right) == ("active", 1)

    who, right, at = await of_three()
    await hears(package, right, "b_named", at, visit="V-1")
    await hears(package, right, "b_plain", at)
    with pytest.raises(VisitUnnamed):
        await hears(package, right, "b_which", await now())
    assert await left(package, who, right) == ("active", 2)

    who, right, at = await of_three()
    await hears(package, right, "c_plain", at)
    with pytest.raises(VisitUnnamed):
        await hears(package, right, "c_which", await now(), visit="V-1")
    assert await left(package, who, right) == ("active", 2)
