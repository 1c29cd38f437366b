"""What becomes of a booking: moved, cancelled, decided over, attended, missed, confirmed late."""

import asyncio
from datetime import timedelta

import pytest
import time_machine
from tests.kit.faces import Asker

from largesse.identity.waiting import waiting
from largesse.kernel.clock import now
from largesse.kernel.copy import told
from largesse.kernel.ids import text_id
from largesse.rights.bookings.attend import (
    CheckIn,
    CheckInByCode,
    NotBegun,
    NoteArrived,
    NoteFulfilled,
    NoteNoShow,
    check_in,
    check_in_by_code,
    note_arrived,
    note_fulfilled,
    note_no_show,
)
from largesse.rights.bookings.book_for import BookForClient, book_for_client
from largesse.rights.bookings.booking import (
    BookingBegun,
    BookingMissing,
    BookingWrongState,
    HoldOver,
    SlotTaken,
    TooEarly,
    TooLate,
)
from largesse.rights.bookings.cancel import CancelBooking, CancelForClient, cancel_booking, cancel_for_client
from largesse.rights.bookings.change import MoveBooking, RescheduleBooking, move_booking, reschedule_booking
from largesse.rights.bookings.decide import AcceptBooking, DeclineBooking, accept_booking, decline_booking
from largesse.rights.bookings.jobs import lapse_holds, mark_no_shows
from largesse.rights.bookings.late import ConfirmKnown, confirm_known
from largesse.rights.bookings.pass_code import PassUnknown, pass_of
from largesse.rights.suspensions.suspend import ResumeRight, SuspendRight, resume_right, suspend_right


async def cancelled(clinic, client, booking) -> int:
    ask = CancelBooking(key=clinic.key(), booking=booking)
    return (await cancel_booking(ask, actor=client, work=clinic.work)).units


def rescheduling(clinic, client, booking, starts_at):
    ask = RescheduleBooking(key=clinic.key(), booking=booking, resource=clinic.doctor, starts_at=starts_at)
    return reschedule_booking(ask, actor=client, work=clinic.work)


def staff(clinic, use_case, ask, booking, who="operator", **said):
    return use_case(ask(key=clinic.key(), booking=booking, **said), actor=clinic.who(who), work=clinic.work)


async def test_a_booking_moves_without_a_moment_between_two_places(clinic):
    client, right, booking = await clinic.booked(clinic.at(9))
    await clinic.booked(clinic.at(10))
    with pytest.raises(SlotTaken):
        await rescheduling(clinic, client, booking, clinic.at(10))
    assert await clinic.counts(clinic.at(9)) == (0, 1, 0)
    await rescheduling(clinic, client, booking, clinic.at(11))
    assert await clinic.counts(clinic.at(9)) == (0, 0, 0)
    assert await clinic.counts(clinic.at(11)) == (0, 1, 0)
    assert await clinic.right_state(right) == "reserved"
    assert await clinic.house.value("select sequence from rights_booking where id = $1", booking) == 2
    with pytest.raises(BookingWrongState):
        await rescheduling(clinic, client, booking, clinic.at(11))


async def test_two_who_change_places_at_once_both_stand_somewhere(clinic):
    (one, _, first), (two, _, second) = await clinic.booked(clinic.at(9)), await clinic.booked(clinic.at(10))
    await asyncio.gather(
        rescheduling(clinic, one, first, clinic.at(10)),
        rescheduling(clinic, two, second, clinic.at(9)),
        rescheduling(clinic, one, first, clinic.at(11)),
        return_exceptions=True,
    )
    rows = await clinic.house.rows("select sum(booked) as booked, max(booked) as most from rights_slot")
    assert rows == [{"booked": 2, "most": 1}]


async def test_cancelling_is_free_until_its_time_and_takes_units_after_it(clinic):
    await clinic.serve(clinic.doctor, free_until_hours=48, late_units=1)
    client, right, booking = await clinic.booked(clinic.at(9))
    assert await cancelled(clinic, client, booking) == 0
    assert await clinic.right_state(right) == "active"
    assert await clinic.counts(clinic.at(9)) == (0, 0, 0)
    client, right, booking = await clinic.booked(clinic.at(9, days=1))
    with pytest.raises(TooLate):
        await rescheduling(clinic, client, booking, clinic.at(9))
    assert await cancelled(clinic, client, booking) == 1
    assert await clinic.right_state(right) == "redeemed"
    with pytest.raises(BookingWrongState):
        await cancelled(clinic, client, booking)


async def test_cancelling_twice_at_once_gives_one_place_back_and_takes_one_unit(clinic):
    await clinic.serve(clinic.doctor, free_until_hours=720, late_units=1)
    client, right, booking = await clinic.booked(clinic.at(9))
    tries = [cancelled(clinic, client, booking) for _ in range(4)]
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(isinstance(one, BookingWrongState) for one in found) == [False, True, True, True]
    assert await clinic.counts(clinic.at(9)) == (0, 0, 0)
    uses = await clinic.house.value("select count(*) from rights_redemption where entitlement = $1", right)
    assert uses == 1


async def test_a_booking_that_needs_the_adviser_keeps_its_place_until_he_has_decided(clinic):
    await clinic.serve(clinic.doctor, approval=True)
    client, right, booking = await clinic.booked(clinic.at(9))
    assert await clinic.state(booking) == "pending"
    other = await clinic.client()
    with pytest.raises(SlotTaken):
        await clinic.hold(other, await clinic.right(other), clinic.at(9))
    async with clinic.work.read() as read:
        assert (await waiting(read, clinic.who("operator")))["booking"] == 1
        assert "booking" not in await waiting(read, clinic.who("designer"))
    await staff(clinic, decline_booking, DeclineBooking, booking, reason="需先体检")
    assert (await clinic.state(booking), await clinic.right_state(right)) == ("cancelled", "active")
    again = await clinic.hold(client, right, clinic.at(9))
    await clinic.confirm(client, again)
    await staff(clinic, accept_booking, AcceptBooking, again)
    assert await clinic.counts(clinic.at(9)) == (0, 1, 0)


async def test_two_requests_that_are_accepted_together_give_one_booking(clinic):
    await clinic.serve(clinic.doctor, approval=True)
    people = [await clinic.client() for _ in range(2)]
    rights = [await clinic.right(one) for one in people]

    async def asked_for(client, right):
        booking = await clinic.hold(client, right, clinic.at(9))
        await clinic.confirm(client, booking)
        return await staff(clinic, accept_booking, AcceptBooking, booking)

    found = await asyncio.gather(*map(asked_for, people, rights), return_exceptions=True)
    assert sorted(isinstance(one, SlotTaken) for one in found) == [False, True]
    (booking,) = await clinic.house.rows("select id, state from rights_booking")
    assert booking["state"] == "booked"
    tries = [staff(clinic, accept_booking, AcceptBooking, booking["id"]) for _ in range(2)]
    again = await asyncio.gather(*tries, return_exceptions=True)
    assert all(isinstance(one, BookingWrongState) for one in again)
    assert await clinic.counts(clinic.at(9)) == (0, 1, 0)


async def test_somebody_is_checked_in_by_his_code_served_and_his_unit_is_used(clinic):
    _, right, booking = await clinic.booked(clinic.at(9))
    scan = CheckInByCode(key=clinic.key(), code=pass_of(booking).upper() + "\r\n")
    with pytest.raises(TooEarly):
        await check_in_by_code(scan, actor=clinic.who("operator"), work=clinic.work)
    await clinic.shift(booking, clinic.at(9) - now())
    await check_in_by_code(scan, actor=clinic.who("operator"), work=clinic.work)
    assert await clinic.state(booking) == "checked-in"
    again = CheckInByCode(key=clinic.key(), code=scan.code)
    with pytest.raises(BookingWrongState) as refused:
        await check_in_by_code(again, actor=clinic.who("operator"), work=clinic.work)
    assert told(refused.value, "zh-CN") == "预约当前状态为已签到，不能这样操作。"
    await staff(clinic, note_arrived, NoteArrived, booking)
    await staff(clinic, note_fulfilled, NoteFulfilled, booking)
    assert (await clinic.state(booking), await clinic.right_state(right)) == ("fulfilled", "redeemed")
    (used,) = await clinic.house.rows("select units, proof from rights_redemption")
    assert used == {"units": 1, "proof": "booking.fulfilled"}


async def test_it_is_offered_as_done_only_when_it_can_be(clinic):
    _, _, booking = await clinic.booked(clinic.at(9))
    offered = "query($id: String!) { booking(id: $id) { actions } }"

    async def done_offered():
        told = await Asker(clinic.work, clinic.who("operator")).asks(offered, id=text_id("bkg", booking))
        return "fulfil" in told["booking"]["actions"]

    await clinic.shift(booking, clinic.at(9) - now() - timedelta(minutes=35))
    await staff(clinic, note_arrived, NoteArrived, booking)
    with pytest.raises(NotBegun):
        await staff(clinic, note_fulfilled, NoteFulfilled, booking)
    assert not await done_offered()
    await clinic.shift(booking, timedelta(minutes=10))
    assert await done_offered()
    await staff(clinic, note_fulfilled, NoteFulfilled, booking)


async def test_a_code_that_somebody_made_up_opens_nothing(clinic):
    _, _, booking = await clinic.booked(clinic.at(9))
    seal = pass_of(booking)
    other = seal[:-1] + ("1" if seal.endswith("0") else "0")
    for code in ("", "LB1", seal[:-1] + "g", other, other + "0"):
        with pytest.raises(PassUnknown):
            await check_in_by_code(
                CheckInByCode(key=clinic.key(), code=code), actor=clinic.who("operator"), work=clinic.work
            )


async def test_who_did_not_come_is_marked_by_the_clock_once_and_pays_what_the_rule_says(clinic):
    await clinic.serve(clinic.doctor, no_show_units=1)
    _, right, booking = await clinic.booked(clinic.at(9))
    with pytest.raises(NotBegun):
        await staff(clinic, note_no_show, NoteNoShow, booking)
    await mark_no_shows(clinic.work)
    assert await clinic.state(booking) == "booked"
    await clinic.shift(booking, clinic.at(9) - now() + timedelta(hours=3))
    await asyncio.gather(mark_no_shows(clinic.work), mark_no_shows(clinic.work))
    assert (await clinic.state(booking), await clinic.right_state(right)) == ("noshow", "redeemed")
    await staff(clinic, note_arrived, NoteArrived, booking)
    await staff(clinic, note_fulfilled, NoteFulfilled, booking)
    assert await clinic.house.value("select count(*) from rights_redemption") == 1


async def test_who_was_noted_as_absent_and_came_after_all_loses_one_visit_of_several(clinic):
    await clinic.serve(clinic.doctor, no_show_units=2)
    _, right, booking = await clinic.booked(clinic.at(9))
    await clinic.house.run("update rights_entitlement set units = 3 where id = $1", right)
    await clinic.shift(booking, clinic.at(9) - now() + timedelta(minutes=5))
    await staff(clinic, note_no_show, NoteNoShow, booking)
    await staff(clinic, note_arrived, NoteArrived, booking)
    assert await clinic.right_state(right) == "reserved"
    await staff(clinic, note_fulfilled, NoteFulfilled, booking)
    used = "select units_used from rights_entitlement where id = $1"
    assert (await clinic.right_state(right), await clinic.house.value(used, right)) == ("active", 1)


async def test_a_no_show_that_costs_nothing_gives_the_right_back(clinic):
    _, right, booking = await clinic.booked(clinic.at(9))
    await clinic.shift(booking, clinic.at(9) - now() + timedelta(minutes=5))
    await staff(clinic, note_no_show, NoteNoShow, booking)
    assert await clinic.right_state(right) == "active"
    await staff(clinic, note_arrived, NoteArrived, booking)
    assert await clinic.right_state(right) == "reserved"


async def test_what_was_confirmed_in_time_and_is_known_late_keeps_its_place(clinic):
    client = await clinic.client()
    right = await clinic.right(client)
    booking = await clinic.hold(client, right, clinic.at(9))
    await clinic.house.run("update rights_booking set hold_until = now() - interval '1 second'")
    await lapse_holds(clinic.work)
    await clinic.booked(clinic.at(9))
    known = {"reason": "客户来电确认"}
    with pytest.raises(HoldOver):
        await staff(clinic, confirm_known, ConfirmKnown, booking, confirmed_at=now(), **known)
    in_time = now() - timedelta(minutes=5)
    await staff(clinic, confirm_known, ConfirmKnown, booking, confirmed_at=in_time, **known)
    assert (await clinic.state(booking), await clinic.right_state(right)) == ("booked", "reserved")
    assert await clinic.counts(clinic.at(9)) == (0, 2, 0)
    beyond = "select capacity + beyond from rights_slot"
    assert await clinic.house.value(beyond) == 2
    assert await cancelled(clinic, client, booking) == 0
    assert await clinic.house.value(beyond) == 1
    other = await clinic.client()
    with pytest.raises(SlotTaken):
        await clinic.hold(other, await clinic.right(other), clinic.at(9))


async def test_an_adviser_books_moves_and_cancels_for_his_client_with_a_reason(clinic):
    client = await clinic.client()
    right = await clinic.right(client)
    ask = BookForClient(
        key=clinic.key(), entitlement=right, resource=clinic.doctor, starts_at=clinic.at(9), reason="来电预约"
    )
    booking = (await book_for_client(ask, actor=clinic.who("operator"), work=clinic.work)).booking
    await staff(
        clinic,
        move_booking,
        MoveBooking,
        booking,
        resource=clinic.doctor,
        starts_at=clinic.at(10),
        reason="客户改期",
    )
    assert await clinic.counts(clinic.at(10)) == (0, 1, 0)
    await staff(clinic, cancel_for_client, CancelForClient, booking, reason="医生停诊")
    assert (await clinic.state(booking), await clinic.right_state(right)) == ("cancelled", "active")
    acts = {row["action"] for row in await clinic.house.rows("select action from store_audit")}
    assert {"rights.booking_made", "rights.booking_moved", "rights.booking_cancelled"} <= acts


async def test_staff_of_another_branch_find_no_such_booking(clinic):
    _, _, booking = await clinic.booked(clinic.at(9))
    stranger = clinic.house.staff("rights.attend", units=frozenset({clinic.unit("beijing")}))
    with pytest.raises(BookingMissing):
        await check_in(CheckIn(key="x", booking=booking), actor=stranger, work=clinic.work)


async def test_a_booking_moved_twice_counts_its_calendar_entry_up_twice(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    found = []
    for hour in (10, 11):
        await rescheduling(clinic, client, booking, clinic.at(hour))
        found.append(await clinic.house.value("select sequence from rights_booking where id = $1", booking))
    assert found == [2, 3]


async def test_ones_own_booking_is_not_in_the_way_of_moving_it_to_somebody_else_at_the_same_time(clinic):
    await clinic.hours(other := await clinic.resource())
    await clinic.serve(clinic.doctor, other)
    client, _, booking = await clinic.booked(clinic.at(9))
    ask = RescheduleBooking(key="m", booking=booking, resource=other, starts_at=clinic.at(9))
    await reschedule_booking(ask, actor=client, work=clinic.work)
    assert await clinic.counts(clinic.at(9)) == (0, 0, 0)


async def test_a_booking_that_ends_while_its_right_is_suspended_leaves_it_free_once_it_is_resumed(clinic):
    client, right, booking = await clinic.booked(clinic.at(9))
    stop = SuspendRight(key=clinic.key(), entitlement=right, reason="风险核查")
    await suspend_right(stop, actor=clinic.who("operator"), work=clinic.work)
    await cancelled(clinic, client, booking)
    assert await clinic.right_state(right) == "suspended"
    go = ResumeRight(key=clinic.key(), entitlement=right, reason="已核实")
    assert (await resume_right(go, actor=clinic.who("operator"), work=clinic.work)).state == "active"
    await clinic.hold(client, right, clinic.at(10))


async def test_a_request_that_nobody_decides_over_ends_with_its_time_and_costs_nothing(clinic):
    await clinic.serve(clinic.doctor, approval=True, no_show_units=1)
    client, right, booking = await clinic.booked(clinic.at(9))
    with time_machine.travel(clinic.at(9) - timedelta(minutes=1)):
        await lapse_holds(clinic.work)
        assert await clinic.state(booking) == "pending"
    phone = Asker(clinic.work, client, "client", "zh-CN")
    with time_machine.travel(clinic.at(9) + timedelta(minutes=1)):
        with pytest.raises(BookingBegun):
            await staff(clinic, accept_booking, AcceptBooking, booking)
        await lapse_holds(clinic.work)
        await mark_no_shows(clinic.work)
        assert (await clinic.state(booking), await clinic.right_state(right)) == ("cancelled", "active")
        (told,) = (await phone.asks("{ myBookings { reason unitsUsed } }"))["myBookings"]
        assert told == {"reason": "预约时间前无人答复，预约已取消；权益仍归您，可再次预约。", "unitsUsed": 0}
        async with clinic.work.read() as read:
            assert "booking" not in await waiting(read, clinic.who("operator"))
