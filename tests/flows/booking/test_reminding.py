"""The day before a booking its holder is told, once for the booking and its time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from tests.flows.booking.test_changing import cancelled, rescheduling
from tests.kit.faces import Asker

from largesse.kernel.ids import text_id
from largesse.notices.inbox.send import hand_due
from largesse.rights.telling.booked import remind_bookings

BOOKINGS = "query($id: String!) { client(id: $id) { bookings { title state when } } }"


def clock(hour, days):
    wall = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=days)
    return time_machine.travel(wall.replace(hour=hour, minute=0, second=0).astimezone(UTC))


async def reminded(clinic):
    """Let the round by the clock come by, and what it leaves due go out."""
    for _ in range(2):
        await remind_bookings(clinic.work)
    await hand_due(clinic.work)
    await clinic.house.drain()
    await clinic.house.run("update store_delivery set due_at = '2020-01-01' where state = 'due'")
    await clinic.house.drain()


async def told(clinic, client):
    rows = await clinic.house.rows(
        "select message, why, facts->>'when' as time from notices_notice where client = $1 order by at, id",
        client.id,
    )
    return [(one["message"], one["why"], one["time"][-5:]) for one in rows]


async def test_a_booking_is_told_of_the_day_before_and_again_where_it_was_moved(clinic):
    await clinic.open()
    stays, _, _ = await clinic.booked(clinic.at(9))
    moves, _, booking = await clinic.booked(clinic.at(10))
    leaves, _, other = await clinic.booked(clinic.at(11))
    with clock(20, days=1):
        await reminded(clinic)
        assert await told(clinic, stays) == []
    with clock(1, days=2):
        await remind_bookings(clinic.work)
        await rescheduling(clinic, moves, booking, clinic.at(14, days=1))
        await cancelled(clinic, leaves, other)
    with clock(12, days=2):
        await reminded(clinic)
        fresh, _, _ = await clinic.booked(clinic.at(11, days=1))
        await reminded(clinic)
    assert await told(clinic, stays) == [("dropped", "no_number", "09:00")]
    assert await told(clinic, moves) == [("dropped", "over", "10:00"), ("dropped", "no_number", "14:00")]
    assert await told(clinic, leaves) == [("dropped", "over", "11:00")]
    assert await told(clinic, fresh) == []  # its holder has just chosen the time


async def test_a_booking_that_began_while_the_house_slept_is_noted_as_told_too_late(clinic):
    await clinic.open()
    client, _, _ = await clinic.booked(clinic.at(9))
    asker = Asker(clinic.work, clinic.who("operator"))
    shown = (await asker.asks(BOOKINGS, id=text_id("cli", client.id)))["client"]["bookings"]
    assert [(one["title"], one["state"], one["when"][-5:]) for one in shown] == [
        ("武夷岩茶礼盒", "booked", "09:00")
    ]
    with clock(10, days=3):
        await reminded(clinic)
    assert await told(clinic, client) == [("dropped", "late", "09:00")]
