"""What staff at the desk are offered: slots by the clock, and the rights that can be booked now."""

from datetime import timedelta

import time_machine
from tests.kit.faces import Asker

from largesse.kernel.ids import text_id

CALENDAR = """query($place: String!, $first: Date!) {
  bookingCalendar(place: $place, first: $first, days: 1) { slots { time turn } } }"""
RIGHTS = '{ choices(kind: "bookable") { countAtLeast edges { node { id note } } } }'


async def test_a_slot_is_ahead_until_it_begins_and_past_when_it_has_ended(clinic):
    desk = Asker(clinic.work, clinic.who("operator"))
    asked = {"place": text_id("plc", clinic.place), "first": f"{clinic.at():%Y-%m-%d}"}

    async def turns():
        slots = (await desk.asks(CALENDAR, **asked))["bookingCalendar"]["slots"]
        return {one["time"]: one["turn"] for one in slots if one["time"] < "12:00"}

    with time_machine.travel(clinic.at(10) - timedelta(seconds=1), tick=False):
        assert await turns() == {"09:00": "running", "10:00": "ahead", "11:00": "ahead"}
    with time_machine.travel(clinic.at(10), tick=False):
        assert await turns() == {"09:00": "past", "10:00": "running", "11:00": "ahead"}


async def test_only_rights_that_can_be_booked_now_are_offered_for_a_booking(clinic):
    desk, client = Asker(clinic.work, clinic.who("operator")), await clinic.client()
    free = await clinic.right(client)
    ended = await clinic.right(client)
    await clinic.house.run("update rights_entitlement set state = 'redeemed' where id = $1", ended)
    await clinic.booked(clinic.at(9), client)

    async def offered():
        found = (await desk.asks(RIGHTS))["choices"]["edges"]
        return [one["node"] for one in found]

    assert await offered() == [{"id": text_id("ent", free), "note": "王*"}]
    await clinic.house.run("update rights_service set state = 'stopped'")
    assert await offered() == []
