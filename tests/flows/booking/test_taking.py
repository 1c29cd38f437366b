"""Taking a place: judged again when it is taken, for one person; who comes late is told what is free."""

import asyncio
from datetime import timedelta

import pytest

from largesse.kernel.ids import new_id, text_id
from largesse.rights.bookings.booking import (
    BookingMissing,
    BookingWrongState,
    HoldOver,
    OutsideValidity,
    PersonBusy,
    SeatTaken,
    SlotClosed,
    SlotTaken,
    SlotTooSoon,
    Stranger,
)
from largesse.rights.bookings.cancel import CancelBooking, cancel_booking
from largesse.rights.bookings.hold import ConfirmBooking, confirm_booking
from largesse.rights.bookings.jobs import lapse_holds
from largesse.rights.drop_outs.reads import drop_outs_page
from largesse.rights.entitlements.entitlement import EntitlementMissing, WrongState
from largesse.rights.places.place import ResourceKind, ServiceMissing
from largesse.rights.slots.keep import AddException, DayKind, EndHours, add_exception, end_hours
from largesse.store.keyset import Page, Wish


async def test_a_place_is_held_confirmed_and_the_right_is_reserved_for_it(clinic):
    client = await clinic.client()
    right = await clinic.right(client)
    booking = await clinic.hold(client, right, clinic.at(9))
    assert await clinic.counts(clinic.at(9)) == (1, 0, 0)
    assert await clinic.right_state(right) == "reserved"
    assert await clinic.confirm(client, booking) == "booked"
    assert await clinic.counts(clinic.at(9)) == (0, 1, 0)
    with pytest.raises(WrongState):
        await clinic.hold(client, right, clinic.at(10))


async def test_ten_who_want_the_last_place_at_once_give_one_booking_and_nine_clear_answers(clinic):
    clients = [await clinic.client() for _ in range(10)]
    rights = [await clinic.right(one) for one in clients]
    tries = [clinic.hold(one, right, clinic.at(9)) for one, right in zip(clients, rights, strict=True)]
    found = await asyncio.gather(*tries, return_exceptions=True)
    refused = [one for one in found if isinstance(one, SlotTaken)]
    assert (len(found) - len(refused), len(refused)) == (1, 9)
    assert await clinic.counts(clinic.at(9)) == (1, 0, 0)
    doctor = text_id("rsc", clinic.doctor)
    for one in refused:
        assert f"{doctor}@" in one.next
        assert clinic.at(9).isoformat() not in one.next
        assert one.times.count(":") == 3
    assert [await clinic.right_state(one) for one in rights].count("reserved") == 1


async def test_two_rights_at_once_give_a_person_one_booking_at_one_time(clinic):
    await clinic.hours(other := await clinic.resource())
    await clinic.serve(clinic.doctor, other)
    client = await clinic.client()
    tries = [
        clinic.hold(client, await clinic.right(client), clinic.at(9), resource=one)
        for one in (clinic.doctor, other)
    ]
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(isinstance(one, PersonBusy) for one in found) == [False, True]


async def test_the_database_itself_lets_nobody_be_in_two_places(clinic):
    await clinic.hours(other := await clinic.resource())
    await clinic.serve(clinic.doctor, other)
    client, _, first = await clinic.booked(clinic.at(9))
    _, _, second = await clinic.booked(clinic.at(10), client, resource=other)
    with pytest.raises(Exception, match="rights_booking_apart"):
        await clinic.house.run(
            "update rights_booking b set starts_at = a.starts_at, ends_at = a.ends_at, starts_s = a.starts_s,"
            " ends_s = a.ends_s from rights_booking a where a.id = $1 and b.id = $2",
            first,
            second,
        )
    with pytest.raises(Exception, match="rights_slot_within_capacity"):
        await clinic.house.run("update rights_slot set booked = booked + 1")


async def test_a_day_that_was_closed_meanwhile_is_refused_with_the_next_free_slots(clinic):
    client = await clinic.client()
    right = await clinic.right(client)
    await clinic.booked(clinic.at(10))
    await clinic.booked(clinic.at(10, days=4))
    day = clinic.at(9).date()
    ask = AddException(key=clinic.key(), place=clinic.place, kind=DayKind.CLOSED, day=day, reason="设备检修")
    closed = await add_exception(ask, actor=clinic.who("operator"), work=clinic.work)
    assert closed.booked == 1  # it stands, and whoever closed the day reads that it does
    with pytest.raises(SlotClosed) as told:
        await clinic.hold(client, right, clinic.at(9))
    assert "@" in told.value.next
    assert day.isoformat() not in told.value.next
    await clinic.hold(client, right, clinic.at(9, days=4))


async def test_what_hides_a_slot_is_judged_again_when_it_is_taken(clinic):
    client = await clinic.client()
    right = await clinic.right(client)
    await clinic.serve(clinic.doctor, notice_minutes=7 * 24 * 60)
    with pytest.raises(SlotTooSoon):
        await clinic.hold(client, right, clinic.at(9))
    await clinic.serve(clinic.doctor, minutes=90)
    with pytest.raises(SlotClosed):
        await clinic.hold(client, right, clinic.at(9))
    await clinic.serve(clinic.doctor, horizon_days=1)
    with pytest.raises(SlotClosed):
        await clinic.hold(client, right, clinic.at(9))
    await clinic.serve()
    with pytest.raises(SlotClosed) as told:
        await clinic.hold(client, right, clinic.at(9))
    assert told.value.next == ""
    await clinic.house.run("update rights_service set state = 'stopped'")
    with pytest.raises(ServiceMissing):
        await clinic.hold(client, right, clinic.at(9))


async def test_hours_that_ended_and_closing_while_somebody_books_leave_one_answer(clinic):
    hours = await clinic.house.value("select id from rights_hours where resource = $1", clinic.doctor)
    client = await clinic.client()
    right = await clinic.right(client)
    ends = EndHours(key=clinic.key(), hours=hours, ends_on=clinic.at(9, days=1).date())
    found = await asyncio.gather(
        end_hours(ends, actor=clinic.who("operator"), work=clinic.work),
        clinic.hold(client, right, clinic.at(9)),
        return_exceptions=True,
    )
    assert not isinstance(found[0], Exception)
    booked = await clinic.house.value("select count(*) from rights_booking")
    assert booked == (0 if isinstance(found[1], SlotClosed) else 1)


async def test_a_right_that_is_over_before_the_slot_begins_is_not_booked(clinic):
    client = await clinic.client()
    right = await clinic.right(client)
    await clinic.serve(clinic.doctor, horizon_days=366)
    with pytest.raises(OutsideValidity):
        await clinic.hold(client, right, clinic.at(9, days=95))


async def test_who_is_not_the_holder_books_nothing_and_a_household_is_one(clinic):
    household = new_id()
    await clinic.house.run(
        "insert into audience_household (id, code, created_at) values ($1, 'H1', now())", household
    )
    mother, child = await clinic.client(household), await clinic.client(household)
    stranger = await clinic.client()
    right = await clinic.right(mother)
    with pytest.raises(EntitlementMissing):
        await clinic.hold(stranger, right, clinic.at(9))
    with pytest.raises(Stranger):
        await clinic.hold(mother, right, clinic.at(9), beneficiary=stranger.id)
    booking = await clinic.hold(mother, right, clinic.at(9), beneficiary=child.id)
    with pytest.raises(BookingMissing):
        await clinic.confirm(stranger, booking)
    assert await clinic.confirm(mother, booking) == "booked"
    with pytest.raises(PersonBusy):
        await clinic.hold(child, await clinic.right(child), clinic.at(9), resource=clinic.doctor)


async def test_a_hold_lapses_frees_place_and_right_and_is_refused_with_what_is_free(clinic):
    client = await clinic.client()
    right = await clinic.right(client)
    booking = await clinic.hold(client, right, clinic.at(9))
    await clinic.house.run("update rights_booking set hold_until = now() - interval '1 second'")
    with pytest.raises(HoldOver) as told:
        await clinic.confirm(client, booking)
    assert "@" in told.value.next
    await lapse_holds(clinic.work)
    await lapse_holds(clinic.work)
    assert await clinic.state(booking) == "cancelled"
    assert await clinic.right_state(right) == "active"
    assert await clinic.counts(clinic.at(9)) == (0, 0, 0)
    with pytest.raises(HoldOver):
        await clinic.confirm(client, booking)
    assert await left_half_way(clinic, client) == [(right, "hold")]
    anew = await clinic.hold(client, right, clinic.at(10))
    await clinic.confirm(client, anew)
    await cancel_booking(CancelBooking(key="c", booking=anew), actor=client, work=clinic.work)
    assert await clinic.right_state(right) == "active"
    assert await left_half_way(clinic, client) == []  # he chose otherwise


async def left_half_way(clinic, client):
    """Read what a client's adviser sees that he left half-way."""
    adviser = clinic.who("adviser_pudong")
    await clinic.house.run("update audience_customer set adviser = $2 where id = $1", client.id, adviser.id)
    async with clinic.work.read() as read:
        page = await drop_outs_page(read, adviser, Wish(Page(5, None)))
    return [(one.id, one.reason) for one in page.rows]


async def test_confirming_and_lapsing_at_once_leave_one_truth(clinic):
    client = await clinic.client()
    booking = await clinic.hold(client, await clinic.right(client), clinic.at(9))
    ask = ConfirmBooking(key="once", booking=booking)
    found = await asyncio.gather(
        *(confirm_booking(ask, actor=client, work=clinic.work) for _ in range(4)),
        lapse_holds(clinic.work),
        return_exceptions=True,
    )
    states = {one.state for one in found[:4] if not isinstance(one, Exception)}
    assert states == {"booked"}
    assert await clinic.counts(clinic.at(9)) == (0, 1, 0)


async def test_seats_are_numbered_and_each_is_one_persons(clinic):
    hall = await clinic.resource(ResourceKind.EVENT, seated=True)
    await clinic.hours(hall, capacity=3, slot_minutes=480)
    await clinic.serve(hall, clinic.doctor)
    seats = {"resource": hall, "seat": 2}
    await clinic.booked(clinic.at(9), **seats)
    other = await clinic.client()
    right = await clinic.right(other)
    for seat in (None, 0, 2, 4):
        with pytest.raises(SeatTaken) as told:
            await clinic.hold(other, right, clinic.at(9), resource=hall, seat=seat)
        assert told.value.free == "1, 3"
    await clinic.hold(other, right, clinic.at(9), resource=hall, seat=3)
    third = await clinic.client()
    with pytest.raises(SeatTaken):
        await clinic.hold(
            third, await clinic.right(third), clinic.at(9, days=4), resource=clinic.doctor, seat=1
        )


async def test_slots_that_were_cut_otherwise_do_not_overlap_what_is_booked(clinic):
    await clinic.booked(clinic.at(9))
    hours = await clinic.house.value("select id from rights_hours where resource = $1", clinic.doctor)
    ends = EndHours(key=clinic.key(), hours=hours, ends_on=clinic.at(9, days=0).date())
    await end_hours(ends, actor=clinic.who("operator"), work=clinic.work)
    await clinic.hours(clinic.doctor, from_minute=540, slot_minutes=90)
    other = await clinic.client()
    right = await clinic.right(other)
    with pytest.raises(SlotClosed):
        await clinic.hold(other, right, clinic.at(9))
    await clinic.hold(other, right, clinic.at(9) + timedelta(minutes=90))


async def test_a_held_booking_cannot_be_confirmed_twice_with_two_keys(clinic):
    _, _, booking = await clinic.booked(clinic.at(9))
    holder = await clinic.house.value("select holder from rights_booking where id = $1", booking)
    with pytest.raises(BookingWrongState):
        await clinic.confirm(clinic.house.client(holder), booking)
