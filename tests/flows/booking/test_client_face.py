"""Booking on the phone: what can be booked, where and when, what one has booked, the calendar file."""

import httpx
import pytest
from starlette.applications import Starlette
from tests.kit.faces import Asker

from largesse.kernel.ids import text_id
from largesse.rights.bookings.cancel import CancelBooking, cancel_booking
from largesse.rights.places import reads
from largesse.web.bookings import routes
from largesse.web.edge import application
from largesse.web.parts import Parts

PLACES = """query($right: String!, $city: String, $latitude: Float, $longitude: Float) {
  bookingPlaces(right: $right, city: $city, latitude: $latitude, longitude: $longitude) {
    id name metres } }"""
SLOTS = """query($right: String!, $place: String!, $days: Int!) {
  bookingSlots(right: $right, place: $place, days: $days) {
    resource startsAt day time status left capacity } }"""
HOLD = """mutation($ask: HoldSlotAsk!) { holdSlot(ask: $ask) {
  __typename ... on SlotHeldType { id holdUntil } ... on Refusal { code message facts { name value } } } }"""
CONFIRM = "mutation($ask: ConfirmBookingAsk!) { confirmBooking(ask: $ask) { __typename } }"
MINE = """{ myBookings { id state stateName day time actions cancelUnits qr calendar placeName }
  myWaiting { id state before } bookableRights { id kind } heldBookings { id freeUntil lateUnits } }"""


@pytest.fixture
async def phone(clinic):
    client = await clinic.client()
    return Asker(clinic.work, client, face="client")


async def test_a_client_finds_a_place_books_a_time_and_sees_it(clinic, phone):
    right = text_id("ent", await clinic.right(phone.actor))
    assert (await phone.asks(MINE))["bookableRights"] == [{"id": right, "kind": "appointment"}]
    here = {"latitude": 31.2304, "longitude": 121.4737}
    (place,) = (await phone.asks(PLACES, right=right, city="上海", **here))["bookingPlaces"]
    assert 2_000 < place["metres"] < 3_500
    assert (await phone.asks(PLACES, right=right, city="Paris"))["bookingPlaces"] == []
    slots = (await phone.asks(SLOTS, right=right, place=place["id"], days=5))["bookingSlots"]
    (slot,) = [one for one in slots if one["startsAt"] == clinic.at(9).isoformat()]
    assert (slot["time"], slot["status"], slot["left"]) == ("09:00", "free", 1)
    ask = {"key": "h", "entitlement": right, "resource": slot["resource"], "startsAt": slot["startsAt"]}
    held = (await phone.asks(HOLD, ask=ask))["holdSlot"]
    (booking,) = (await phone.asks(MINE))["myBookings"]
    assert (booking["state"], booking["actions"], booking["qr"]) == ("proposed", ["confirm", "cancel"], None)
    assert [one["id"] for one in (await phone.asks(MINE))["heldBookings"]] == [held["id"]]
    await phone.asks(CONFIRM, ask={"key": "c", "booking": held["id"]})
    (booking,) = (await phone.asks(MINE))["myBookings"]
    assert (booking["state"], booking["actions"]) == ("booked", ["cancel", "move", "code"])
    assert booking["qr"].startswith("<svg")
    assert (await phone.asks(MINE))["heldBookings"] == []
    assert (await phone.asks(MINE))["bookableRights"] == []


async def test_the_nearest_places_are_found_however_many_there_are(clinic, phone, monkeypatch):
    """The bound cuts off what is far, not what has a late code; and it counts the places of the city."""
    monkeypatch.setattr(reads, "PLACES_MAX", 2)
    right, first = text_id("ent", await clinic.right(phone.actor)), clinic.place
    doctors = [clinic.doctor]
    for nth, city in enumerate(("杭州", "苏州", "苏州"), start=1):
        await clinic.open()
        doctors.append(clinic.doctor)
        await clinic.house.run(
            "update rights_place set code = $2, latitude_e6 = $3, longitude_e6 = $4, city = $5 where id = $1",
            clinic.place,
            f"AA-{nth}",
            *((30_000_000, 120_000_000 + nth) if nth < 3 else (None, None)),
            {"zh-CN": city, "en": "Su"},
        )
    await clinic.serve(*doctors)
    here = {"latitude": 31.2304, "longitude": 121.4737}
    near = (await phone.asks(PLACES, right=right, **here))["bookingPlaces"]
    assert [one["id"] for one in near] == [text_id("plc", first), near[1]["id"]]
    assert near[0]["metres"] < near[1]["metres"] < 250_000
    by_city = (await phone.asks(PLACES, right=right, city=" 苏州 ", **here))["bookingPlaces"]
    assert [one["metres"] is None for one in by_city] == [False, True]
    monkeypatch.setattr(reads, "PLACES_MAX", 10)
    anywhere = (await phone.asks(PLACES, right=right))["bookingPlaces"]
    assert anywhere[0]["id"] != text_id("plc", first)
    await clinic.house.run("update audience_customer set city = 'SHANGHAI' where id = $1", phone.actor.id)
    homely = (await phone.asks(PLACES, right=right))["bookingPlaces"]
    assert homely[0]["id"] == text_id("plc", first)  # his own city's first, by the place's other name
    assert [one for one in anywhere if one != homely[0]] == homely[1:]


async def test_a_stale_page_is_refused_with_the_next_free_slots(clinic, phone):
    right = text_id("ent", await clinic.right(phone.actor))
    await clinic.booked(clinic.at(9))
    ask = {
        "key": "h",
        "entitlement": right,
        "resource": text_id("rsc", clinic.doctor),
        "startsAt": clinic.at(9).isoformat(),
    }
    told = (await phone.asks(HOLD, ask=ask))["holdSlot"]
    facts = {one["name"]: one["value"] for one in told["facts"]}
    assert told["code"] == "rights.slot_taken"
    assert facts["times"] in told["message"]
    assert len(facts["next"].split(", ")) == 3


async def test_another_clients_right_shows_neither_places_nor_times(clinic, phone):
    right = text_id("ent", await clinic.right(await clinic.client()))
    assert (await phone.asks(PLACES, right=right))["bookingPlaces"] is None
    place = text_id("plc", clinic.place)
    assert (await phone.asks(SLOTS, right=right, place=place, days=3))["bookingSlots"] is None


@pytest.fixture
def site(clinic) -> Starlette:
    return application(routes(Parts(clinic.work)))


async def test_the_calendar_file_keeps_its_uid_and_is_nobody_elses(clinic, phone, site, monkeypatch):
    _, _, booking = await clinic.booked(clinic.at(9), phone.actor)
    ident = text_id("bkg", booking)

    async def as_client(_parts, _request):
        return phone.actor

    async def as_stranger(_parts, _request):
        return clinic.house.client()

    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(site), base_url="http://127.0.0.1:8000"
    ) as web:
        assert (await web.get(f"/bookings/{ident}.ics")).status_code == 401
        monkeypatch.setattr(Parts, "client", as_client)
        first = await web.get(f"/bookings/{ident}.ics")
        ask = CancelBooking(key="c", booking=booking)
        await cancel_booking(ask, actor=phone.actor, work=clinic.work)
        second = await web.get(f"/bookings/{ident}.ics")
        monkeypatch.setattr(Parts, "client", as_stranger)
        assert (await web.get(f"/bookings/{ident}.ics")).status_code == 404
    assert first.headers["content-type"].startswith("text/calendar")
    for told in (f"UID:{ident}@largesse", "SEQUENCE:1", "METHOD:PUBLISH"):
        assert told in first.text
    for told in (f"UID:{ident}@largesse", "SEQUENCE:2", "METHOD:CANCEL"):
        assert told in second.text
