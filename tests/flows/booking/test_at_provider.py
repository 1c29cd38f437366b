"""Booking at check-up centres whose calendar is their own: a real company's program behind its plugin."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.flows.booking.conftest import PLACES, SLOTS, Clinic
from tests.kit.faces import Asker
from tests.kit.seed import BOOKS, Seed

from largesse.kernel.errors import Malformed
from largesse.kernel.ids import text_id
from largesse.kernel.settings import CHECKOUT
from largesse.rights.bookings import session_send
from largesse.rights.bookings.attend import CheckIn, check_in
from largesse.rights.bookings.booking import PersonBusy, SlotTaken
from largesse.rights.bookings.session_ask import BookingAtProvider, CancelAtProvider
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.places.keep import ChangePlace, Runs, change_place
from largesse.rights.places.place import PlaceOfProvider, ServiceElsewhere, Source
from largesse.rights.places.serve import SetService, set_service
from largesse.rights.places.wanted import want_due
from largesse.rights.provider_calls.asking import ProviderSilent
from largesse.rights.suspensions.suspend import SuspendRight, suspend_right

ZONE = ZoneInfo("Asia/Shanghai")
HEALTH = CHECKOUT / "plugins" / "health"
IMPATIENT_S = 1.5  # shorter than the supplier hangs, long enough for it to have written the change
RIGHT = """query($id: String!) { right(id: $id) { state providerSide {
  status { kind } pages { purpose } } } }"""
STAFF = """query($place: String!) {
  bookings { edges { node { id state why providerName asking note actions } } }
  places { edges { node { id name providerName actions } } }
  bookingServices { edges { node { source providerName providerSku servedAt placesWhy } } }
  bookingCalendar(place: $place, days: 14) { bookings { id } } }"""


@pytest.fixture(scope="module")
def seed() -> Seed:
    """With the books, so that a use is seen to reach them."""
    return BOOKS


async def test_a_check_up_is_booked_moved_attended_once_and_its_report_shown(centre):
    client = await centre.client()
    phone, right = Asker(centre.work, client, face="client"), await centre.right(client)
    ident = text_id("ent", right)
    assert [one["id"] for one in (await centre.mine(client))["bookableRights"]] == [ident]
    near = {"latitude": 31.2291, "longitude": 121.4481}
    places = (await phone.asks(PLACES, right=ident, city="上海", **near))["bookingPlaces"]
    assert [one["name"] for one in places] == ["静安体检中心", "浦东体检中心"]
    assert places[0]["metres"] < 100
    slots = (await phone.asks(SLOTS, right=ident, place=places[0]["id"], days=14))["bookingSlots"]
    assert {(one["status"], one["left"]) for one in slots} == {("free", 20)}

    first, second, *_ = await centre.slots(client, right)
    booking = await centre.hold(client, right, first[1], resource=first[0])
    assert await centre.right_state(right) == "reserved"
    assert await centre.confirm(client, booking) == "pending"
    (mine,) = (await centre.mine(client))["myBookings"]
    assert (mine["state"], mine["stateName"], mine["asking"]) == ("pending", "待服务商确认", "book")
    await centre.house.drain()
    (mine,) = (await centre.mine(client))["myBookings"]
    assert (mine["state"], mine["asking"], mine["actions"], mine["qr"]) == (
        "booked",
        "",
        ["cancel", "move"],
        None,
    )
    session = (await centre.book_of(right))["more"]["session"]
    assert datetime.fromisoformat(session["start"]) == first[1]

    assert (await centre.move(client, booking, second)).state == "booked"
    (mine,) = (await centre.mine(client))["myBookings"]
    assert (mine["asking"], mine["actions"]) == ("move", [])
    with pytest.raises(BookingAtProvider):
        await centre.cancel(client, booking)
    own = await centre.house.value("select starts_at from rights_booking where id = $1", booking)
    assert own == first[1]
    await centre.house.drain()
    (row,) = await centre.house.rows("select starts_at, sequence from rights_booking where id = $1", booking)
    assert (row["starts_at"], row["sequence"]) == (second[1], 3)
    with pytest.raises(ServiceElsewhere):
        await check_in(CheckIn(key="d", booking=booking), actor=centre.who("operator"), work=centre.work)

    await centre.does(right, "partly")
    assert (await centre.state(booking), await centre.right_state(right)) == ("fulfilled", "redeemed")
    await centre.does(right, "report")
    used = await centre.house.rows("select * from rights_redemption where entitlement = $1", right)
    booked = "select count(*) from settlement_item where redemption = $1 and entry_id is not null"
    assert (len(used), await centre.house.value(booked, used[0]["id"])) == (1, 1)
    shown = (await phone.asks(RIGHT, id=ident))["right"]
    assert shown["providerSide"]["status"]["kind"] == "report_ready"
    assert [one["purpose"] for one in shown["providerSide"]["pages"]] == ["report"]
    assert await centre.house.value("select count(*) from store_delivery where state <> 'done'") == 0


async def test_the_last_session_goes_to_one_and_the_other_is_told_what_is_free(centre):
    centre.supplier.arm(one_left=1)
    two = [await centre.client() for _ in range(2)]
    rights = [await centre.right(one) for one in two]
    last, following, *_ = await centre.slots(two[0], rights[0])
    asked = [
        centre.hold(who, right, last[1], resource=last[0]) for who, right in zip(two, rights, strict=True)
    ]
    told = await asyncio.gather(*asked, return_exceptions=True)
    (no,) = [one for one in told if isinstance(one, SlotTaken)]
    assert following[1].isoformat() in no.next
    winner = next(number for number, one in enumerate(told) if one is not no)
    # Both were held before either was asked for: the company's word decides, and nobody is booked twice.
    await centre.house.run("update rights_booking set session = session || '#' where state = 'proposed'")
    other = await centre.hold(two[1 - winner], rights[1 - winner], last[1], resource=last[0])
    await centre.house.run("update rights_booking set session = trim(trailing '#' from session)")
    await centre.confirm(two[winner], told[winner])
    await centre.house.drain()
    await centre.confirm(two[1 - winner], other)
    await centre.house.drain()
    assert [await centre.state(one) for one in (told[winner], other)] == ["booked", "cancelled"]
    assert await centre.right_state(rights[1 - winner]) == "active"
    (mine,) = (await centre.mine(two[1 - winner]))["myBookings"]
    assert mine["reason"].startswith("服务商未能接受这个时段，权益已退回。最近可约：")
    with pytest.raises(SlotTaken):
        await centre.hold(two[1 - winner], rights[1 - winner], last[1], resource=last[0])


async def test_a_lost_answer_is_asked_after_and_a_company_that_is_down_is_told(centre, monkeypatch):
    who, right, booking, _ = await centre.taken()
    monkeypatch.setattr(session_send, "DEADLINE_S", IMPATIENT_S)
    centre.supplier.arm(time_out_after_commit=1)
    await centre.house.drain()
    assert (await centre.state(booking), (await centre.ask_of(booking))["state"]) == ("pending", "sent")
    with pytest.raises(BookingAtProvider):
        await centre.cancel(who, booking)
    await centre.due()
    assert (await centre.state(booking), (await centre.ask_of(booking))["state"]) == ("booked", "accepted")
    assert (await centre.book_of(right))["more"]["session"] is not None

    spare = await centre.right(who)
    other, its, second, (resource, starts_at) = await centre.taken(1)
    centre.supplier.arm(down=1)
    await centre.house.drain()
    assert (await centre.state(second), (await centre.ask_of(second))["state"]) == ("pending", "asked")
    with pytest.raises(ProviderSilent):
        await centre.hold(who, spare, starts_at, resource=resource)
    place = "select place from rights_booking where id = $1"
    ident = text_id("plc", await centre.house.value(place, second))
    phone = Asker(centre.work, other, face="client")
    refused, _ = await phone.tries(SLOTS, right=text_id("ent", its), place=ident, days=3)
    assert [type(one.original_error) for one in refused.errors] == [ProviderSilent]
    assert len((await phone.asks(PLACES, right=text_id("ent", its)))["bookingPlaces"]) == 3
    await centre.house.run("update rights_service set places_due = now()")
    await want_due(centre.work)
    await centre.house.drain()
    assert await centre.house.value("select places_why from rights_service where source = 'provider'") != ""
    # Nothing was done there, so it is the client's to take back.
    assert (await centre.cancel(other, second)).state == "cancelled"
    assert await centre.right_state(its) == "active"
    centre.supplier.arm(down=0)
    await centre.due()
    assert (await centre.book_of(its))["more"].get("slot") is None
    assert await centre.state(second) == "cancelled"


async def test_what_the_company_moves_and_calls_off_moves_the_booking_and_is_told(centre):
    who, right, booking, session = await centre.taken()
    await centre.house.drain()
    later = [one for one in await centre.slots(who, right) if one != session]
    ref = f"SH-JINGAN@{later[1][1].astimezone(ZONE):%Y-%m-%dT%H%z}"
    await centre.does(right, "move", slot=ref)
    (mine,) = (await centre.mine(who))["myBookings"]
    assert (mine["state"], mine["placeName"]) == ("booked", "静安体检中心")
    assert mine["reason"] == "服务商已把预约改到此时间。"
    moved = "select starts_at, ends_at - starts_at as lasts, sequence, why from rights_booking where id = $1"
    (row,) = await centre.house.rows(moved, booking)
    assert (row["starts_at"], row["lasts"]) == (later[1][1], timedelta(hours=1))
    assert (row["sequence"], row["why"]) == (3, "moved")

    await centre.does(right, "call_off")
    (mine,) = (await centre.mine(who))["myBookings"]
    assert (mine["state"], mine["reason"]) == ("cancelled", "服务商取消了这次预约，权益已退回，可重新预约。")
    assert await centre.right_state(right) == "active"
    again = await centre.hold(who, right, session[1], resource=session[0])
    await centre.confirm(who, again)
    await centre.house.drain()
    # Who was noted as absent had come after all; what his absence took is what his visit takes.
    await centre.does(right, "absent")
    assert (await centre.state(again), await centre.right_state(right)) == ("noshow", "redeemed")
    await centre.does(right, "attend")
    assert (await centre.state(again), await centre.right_state(right)) == ("fulfilled", "redeemed")
    uses = "select count(*) from rights_redemption where entitlement = $1 and kind = 'use'"
    assert await centre.house.value(uses, right) == 1
    staff = Asker(centre.work, centre.who("operator"))
    place = "select place from rights_booking where id = $1"
    seen = await staff.asks(STAFF, place=text_id("plc", await centre.house.value(place, again)))
    assert {one["node"]["providerName"] for one in seen["bookings"]["edges"]} == {"云端贵宾厅"}
    theirs = [one["node"] for one in seen["places"]["edges"] if one["node"]["providerName"]]
    assert [(len(theirs), one["actions"]) for one in theirs] == [(3, [])] * 3
    (service,) = [
        one["node"] for one in seen["bookingServices"]["edges"] if one["node"]["source"] == "provider"
    ]
    assert (service["providerSku"], service["servedAt"], service["placesWhy"]) == ("CHECK-F", 3, "")
    assert [one["id"] for one in seen["bookingCalendar"]["bookings"]] == [text_id("bkg", again)]


async def test_who_was_noted_as_absent_and_came_loses_one_visit_of_several(centre):
    left = "select units - units_used from rights_entitlement where id = $1"
    spent = """select sum(case kind when 'use' then amount_minor else -amount_minor end)::bigint
      from rights_redemption where entitlement = $1"""
    cost = "select unit_cost_minor / 3 from rights_entitlement where id = $1"
    budget = "select sum(spent_minor)::bigint from rights_budget"
    for number, taken in enumerate((1, 2)):
        await centre.house.run("update rights_service set no_show_units = $1", taken)
        before = await centre.house.value(budget)
        _, right, booking, _ = await centre.taken(number)
        await centre.house.run("update rights_entitlement set units = 3 where id = $1", right)
        await centre.house.drain()
        await centre.does(right, "absent")
        assert (await centre.state(booking), await centre.house.value(left, right)) == ("noshow", 3 - taken)
        await centre.does(right, "attend")
        assert (await centre.state(booking), await centre.right_state(right)) == ("fulfilled", "active")
        assert await centre.house.value(left, right) == 2
        visit = await centre.house.value(cost, right)
        assert (await centre.house.value(spent, right), await centre.house.value(budget)) == (
            visit,
            before + visit,
        )
    assert await centre.house.value("select count(*) from store_delivery where state <> 'done'") == 0


async def test_cancelling_is_the_companys_to_allow_and_its_no_leaves_the_booking(centre):
    who, right, booking, session = await centre.taken()
    await centre.house.drain()
    centre.supplier.arm(too_late=1)
    assert (await centre.cancel(who, booking)).state == "booked"
    (mine,) = (await centre.mine(who))["myBookings"]
    assert (mine["stateName"], mine["asking"]) == ("已预约 · 取消待确认", "cancel")
    await centre.house.drain()
    (mine,) = (await centre.mine(who))["myBookings"]
    assert (mine["state"], mine["actions"]) == ("booked", ["cancel", "move"])
    assert mine["reason"].startswith("服务商未同意取消，预约保留")
    later = (await centre.slots(who, right))[3]
    await centre.move(who, booking, later)
    await centre.house.drain()
    (mine,) = (await centre.mine(who))["myBookings"]
    assert mine["reason"].startswith("服务商未能改到新时段，原预约保留。最近可约：")
    kept = await centre.house.value("select starts_at from rights_booking where id = $1", booking)
    assert (mine["state"], kept) == ("booked", session[1])
    centre.supplier.arm(too_late=0)

    # A second right of his, in a calendar of ours: he is at one place at a time, whoever keeps the calendar.
    await centre.open()
    tea = await Clinic.right(centre, who)
    hour = session[1].astimezone(ZONE).replace(minute=0)
    await centre.hours(centre.doctor, from_minute=480, to_minute=540)
    with pytest.raises(PersonBusy):
        await centre.hold(who, tea, hour)
    other = next(one for one in await centre.slots(who, right) if one[1] > session[1] + timedelta(hours=20))
    await centre.move(who, booking, other)
    with pytest.raises(PersonBusy):
        await centre.hold(who, tea, other[1])
    await centre.house.drain()
    asked = await centre.ask_of(booking)
    assert (asked["state"], asked["code"]) == ("accepted", None)
    assert await centre.state(await centre.hold(who, tea, hour)) == "proposed"

    assert (await centre.cancel(who, booking)).state == "booked"
    await centre.house.drain()
    assert (await centre.state(booking), await centre.right_state(right)) == ("cancelled", "active")
    book = await centre.book_of(right)
    assert (book["status"], book["more"]["session"]) == ("confirmed", None)

    # A right that ends gives its session back there, too.
    third = await centre.hold(who, right, other[1], resource=other[0])
    await centre.confirm(who, third)
    await centre.house.drain()
    ask = SuspendRight(key=centre.key(), entitlement=right, reason="风险核查")
    await suspend_right(ask, actor=centre.who("operator"), work=centre.work)
    await centre.house.run("update rights_entitlement set valid_to = now() where id = $1", right)
    await expire_due(centre.work)
    await centre.house.drain()
    why = await centre.house.value("select why from rights_booking where id = $1", third)
    assert (await centre.state(third), why, await centre.right_state(right)) == (
        "cancelled",
        "right",
        "expired",
    )
    assert (await centre.book_of(right))["more"]["session"] is None


async def test_a_service_in_a_calendar_of_its_providers_needs_one(centre):
    operator, lounge = centre.who("operator"), centre.known["sku.lounge"]
    theirs = {"source": Source.PROVIDER, "minutes": 60}
    for wrong, path in (
        ({"sku": centre.known["sku.tea"]}, "source"),
        ({"sku": lounge, "approval": True}, "approval"),
    ):
        with pytest.raises(Malformed) as told:
            await set_service(
                SetService(key=centre.key(), **theirs, **wrong), actor=operator, work=centre.work
            )
        assert told.value.path == path
    row = "select id, name, city, address from rights_place where provider is not null order by code limit 1"
    (place,) = await centre.house.rows(row)
    ask = ChangePlace(
        key="p",
        place=place["id"],
        name=place["name"],
        city=place["city"],
        address=place["address"],
        state=Runs.STOPPED,
    )
    with pytest.raises(PlaceOfProvider):
        await change_place(ask, actor=operator, work=centre.work)
    offers = "update plugging_version set manifest = jsonb_set(manifest, '{offers}', $1)"
    who, _, booking, _ = await centre.taken()
    await centre.house.drain()
    await centre.house.run(offers, ["places", "slots", "amend"])
    with pytest.raises(CancelAtProvider):
        await centre.cancel(who, booking)
    await centre.house.run(offers, ["form_schema"])
    ask = SetService(key=centre.key(), sku=lounge, **theirs)
    with pytest.raises(Malformed):
        await set_service(ask, actor=operator, work=centre.work)
