"""The waiting list: a place that becomes free is the first one's for a while, then the next one's."""

import asyncio
from zoneinfo import ZoneInfo

import pytest
from tests.flows.booking.test_taking import left_half_way
from tests.kit.faces import Asker

from largesse.audience.clients.identities import bind
from largesse.notices.inbox.send import hand_due
from largesse.notices.send import SEALED
from largesse.rights.bookings.block import BlockSlot, ReleaseSlot, SlotInUse, block_slot, release_slot
from largesse.rights.bookings.booking import PersonBusy, SlotTaken
from largesse.rights.bookings.cancel import CancelBooking, cancel_booking
from largesse.rights.bookings.jobs import keep_waiting_lists
from largesse.rights.bookings.wait import AcceptOffer, LeaveWaitingList, accept_offer, leave_waiting_list
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.revocations.decide import DecideRevocation, approve_revocation
from largesse.rights.revocations.propose import ProposeRevocation, propose_revocation
from largesse.rights.suspensions.suspend import SuspendRight, suspend_right
from largesse.rights.transfers.answer import AcceptTransfer, accept_transfer
from largesse.rights.transfers.offer import OfferRight, offer_right
from largesse.rights.waiting.entry import OfferOver, WaitingMissing, WaitingWrongState, WaitsAlready
from largesse.store.sealing import open_sealed

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def waiting(clinic, count=2):
    """Let clients wait for nine o'clock; gives each with his right and entry, in order."""
    found = []
    for _ in range(count):
        client = await clinic.client()
        right = await clinic.right(client)
        found.append((client, right, await clinic.waits(client, right, clinic.at(9))))
    return found


def blocked(clinic, use_case, ask, places=1):
    said = ask(
        key=clinic.key(), resource=clinic.doctor, starts_at=clinic.at(9), places=places, reason="医生请假"
    )
    return use_case(said, actor=clinic.who("operator"), work=clinic.work)


def accepted(clinic, client, entry):
    return accept_offer(AcceptOffer(key=clinic.key(), waiting=entry), actor=client, work=clinic.work)


async def suspend(clinic, right):
    ask = SuspendRight(key=clinic.key(), entitlement=right, reason="风险核查")
    await suspend_right(ask, actor=clinic.who("operator"), work=clinic.work)


async def ends(clinic, right, how):
    """Let a right end: revoked by two people, or by its time."""
    if how == "expired":
        await clinic.house.run("update rights_entitlement set valid_to = now() where id = $1", right)
        await expire_due(clinic.work)
        return
    ask = ProposeRevocation(key=clinic.key(), entitlement=right, reason="客户重复领取")
    await propose_revocation(ask, actor=clinic.who("operator"), work=clinic.work)
    shown = "select content_hash from identity_approval where subject = $1"
    seen = await clinic.house.value(shown, right)
    signed = DecideRevocation(key=clinic.key(), entitlement=right, content_hash=seen, opinion="核实")
    await approve_revocation(signed, actor=clinic.who("branch"), work=clinic.work)


async def test_a_cancelled_booking_goes_to_the_first_who_waits_and_to_nobody_else(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    (one, right, first), (two, _, second) = await waiting(clinic)
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    assert [await clinic.waiting(one) for one in (first, second)] == ["offered", "waiting"]
    stranger = await clinic.client()
    with pytest.raises(SlotTaken):
        await clinic.hold(stranger, await clinic.right(stranger), clinic.at(9))
    with pytest.raises(WaitingWrongState):
        await accepted(clinic, two, second)
    with pytest.raises(WaitingMissing):
        await accepted(clinic, two, first)
    standing = await accepted(clinic, one, first)
    assert (standing.state, await clinic.right_state(right)) == ("booked", "reserved")
    assert await clinic.counts(clinic.at(9)) == (0, 1, 0)
    assert "rights.place_offered.v1" in await clinic.house.topics()


@pytest.mark.parametrize("how", ["revoked", "expired"])
async def test_a_right_that_ends_ends_its_booking_and_its_place_goes_to_the_next(clinic, how):
    client, right, booking = await clinic.booked(clinic.at(9))
    held = await clinic.hold(client, await clinic.right(client), clinic.at(10))
    ((_, its, first), (_, _, second)) = await waiting(clinic)
    await suspend(clinic, right)
    assert await clinic.state(booking) == "booked"
    await ends(clinic, right, how)
    await clinic.house.drain()
    (row,) = await clinic.house.rows(
        "select state, why, units_used from rights_booking where id = $1", booking
    )
    assert (await clinic.right_state(right), row) == (
        how,
        {"state": "cancelled", "why": "right", "units_used": 0},
    )
    assert [await clinic.waiting(one) for one in (first, second)] == ["offered", "waiting"]
    assert (await clinic.counts(clinic.at(9)), await clinic.state(held)) == ((1, 0, 0), "proposed")
    # One who waited goes in his turn: the place that was his for a while is the next one's.
    await ends(clinic, its, how)
    await clinic.house.drain()
    assert [await clinic.waiting(one) for one in (first, second)] == ["lapsed", "offered"]
    mine = await Asker(clinic.work, client, face="client").asks("{ myBookings { state reason } }")
    assert [one["reason"] for one in mine["myBookings"] if one["state"] == "cancelled"] == [
        "这次预约所用的权益已失效，预约已取消，未扣次数。"
    ]


async def test_who_comes_by_a_gift_has_not_the_givers_place_in_the_list(clinic):
    one, other = await clinic.couple()
    owner, _, booking = await clinic.booked(clinic.at(9))
    right = await clinic.right(one)
    await clinic.house.run("update rights_sku set transfer = 'anyone' where code like '%TEA%'")
    first = await clinic.waits(one, right, clinic.at(9))
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=owner, work=clinic.work)
    offer = OfferRight(key="o", entitlement=right, receiver=other.id)
    offered = await offer_right(offer, actor=one, work=clinic.work)
    await clinic.house.drain()
    assert await clinic.waiting(first) == "offered"
    taken = AcceptTransfer(key="a", transfer=offered.transfer)
    await accept_transfer(taken, actor=other, work=clinic.work)
    await clinic.house.drain()
    assert (await clinic.waiting(first), await clinic.counts(clinic.at(9))) == ("lapsed", (0, 0, 0))


async def test_an_offer_that_nobody_accepts_in_time_goes_to_the_next(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    (one, _, first), (two, _, second) = await waiting(clinic)
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    await clinic.house.run(
        "update rights_waiting set accept_by = now() - interval '1 second' where slot is not null"
    )
    with pytest.raises(OfferOver):
        await accepted(clinic, one, first)
    await asyncio.gather(keep_waiting_lists(clinic.work), keep_waiting_lists(clinic.work))
    assert [await clinic.waiting(one) for one in (first, second)] == ["lapsed", "offered"]
    assert await clinic.counts(clinic.at(9)) == (1, 0, 0)
    assert [reason for _, reason in await left_half_way(clinic, one)] == ["offer"]
    await accepted(clinic, two, second)


async def test_releasing_a_block_on_a_full_slot_serves_the_waiting_list_first(clinic):
    assert (await blocked(clinic, block_slot, BlockSlot)).blocked == 1
    ((one, _, first), _) = await waiting(clinic)
    rivals = [await clinic.client() for _ in range(4)]
    rights = [await clinic.right(rival) for rival in rivals]
    found = await asyncio.gather(
        blocked(clinic, release_slot, ReleaseSlot),
        *(clinic.hold(rival, right, clinic.at(9)) for rival, right in zip(rivals, rights, strict=True)),
        return_exceptions=True,
    )
    assert found[0].served == 1
    assert all(isinstance(one, SlotTaken) for one in found[1:])
    assert await clinic.waiting(first) == "offered"
    await accepted(clinic, one, first)


async def test_a_block_takes_free_places_only(clinic):
    await clinic.booked(clinic.at(9))
    with pytest.raises(SlotInUse):
        await blocked(clinic, block_slot, BlockSlot)
    with pytest.raises(SlotInUse):
        await blocked(clinic, release_slot, ReleaseSlot)
    assert await clinic.counts(clinic.at(9)) == (0, 1, 0)


async def test_who_leaves_gives_his_offer_to_the_next(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    (one, _, first), (_, _, second) = await waiting(clinic)
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    leave = LeaveWaitingList(key="l", waiting=first)
    await leave_waiting_list(leave, actor=one, work=clinic.work)
    assert [await clinic.waiting(one) for one in (first, second)] == ["left", "offered"]


async def test_accepting_and_leaving_at_once_leave_one_truth(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    ((one, right, first),) = await waiting(clinic, 1)
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    await asyncio.gather(
        accepted(clinic, one, first),
        leave_waiting_list(LeaveWaitingList(key="l", waiting=first), actor=one, work=clinic.work),
        return_exceptions=True,
    )
    state = await clinic.waiting(first)
    assert (await clinic.right_state(right), await clinic.counts(clinic.at(9))) == (
        ("reserved", (0, 1, 0)) if state == "accepted" else ("active", (0, 0, 0))
    )


async def test_a_right_waits_once_and_who_is_busy_then_is_passed_over(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    (one, right, first), (_, _, second) = await waiting(clinic)
    with pytest.raises(WaitsAlready):
        await clinic.waits(one, right, clinic.at(10))
    await clinic.hours(other := await clinic.resource())
    await clinic.serve(clinic.doctor, other)
    await clinic.booked(clinic.at(9), one, resource=other)
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    assert [await clinic.waiting(one) for one in (first, second)] == ["waiting", "offered"]


async def test_who_took_something_else_since_is_told_when_he_accepts(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    ((one, _, first),) = await waiting(clinic, 1)
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    await clinic.hours(other := await clinic.resource())
    await clinic.serve(clinic.doctor, other)
    await clinic.booked(clinic.at(9), one, resource=other)
    with pytest.raises(PersonBusy):
        await accepted(clinic, one, first)
    assert await clinic.counts(clinic.at(9)) == (1, 0, 0)


async def test_places_that_came_by_new_hours_are_offered_by_the_clock(clinic):
    await clinic.booked(clinic.at(9))
    ((_, _, first),) = await waiting(clinic, 1)
    await clinic.house.run("update rights_hours set capacity = 2")
    await keep_waiting_lists(clinic.work)
    assert await clinic.waiting(first) == "offered"
    assert await clinic.counts(clinic.at(9)) == (1, 1, 0)


async def test_who_accepted_and_cancels_waits_no_more_and_his_place_goes_to_the_next(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    (one, right, first), (_, _, second) = await waiting(clinic)
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    accepting = await accepted(clinic, one, first)
    await cancel_booking(CancelBooking(key="d", booking=accepting.booking), actor=one, work=clinic.work)
    assert [await clinic.waiting(one) for one in (first, second)] == ["accepted", "offered"]
    assert await clinic.counts(clinic.at(9)) == (1, 0, 0)
    assert await clinic.right_state(right) == "active"


async def told(clinic):
    """Give what went out about offered places: to whom, in which language and words, how it was left."""
    await clinic.house.drain()
    sql = "select recipient_hint, locale, body_sealed, state from notices_message"
    return [
        (row["recipient_hint"], row["locale"], open_sealed(row["body_sealed"], SEALED).decode(), row["state"])
        for row in await clinic.house.rows(f"{sql} where template = 'rights.offer' order by at, id")
    ]


async def test_who_is_offered_a_place_is_told_once_in_his_language_with_until_when(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    one = await clinic.client()
    async with clinic.work.job() as tx:
        await bind(tx, one.id, "mobile", "13900001234", "test")
    entry = await clinic.waits(one, await clinic.right(one), clinic.at(9), locale="en")
    mute = await clinic.client()
    await clinic.waits(mute, await clinic.right(mute), clinic.at(9))
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    until = await clinic.house.value("select accept_by from rights_waiting where id = $1", entry)
    ((hint, locale, words, state),) = await told(clinic)
    assert (hint, locale, state) == ("139****1234", "en", "in_tray")
    for part in ("Lujiazui health centre", f"{clinic.at(9).astimezone(SHANGHAI):%m-%d %H:%M}"):
        assert part in words
    assert f"until {until.astimezone(SHANGHAI):%m-%d %H:%M}" in words
    leave = LeaveWaitingList(key="l", waiting=entry)
    await leave_waiting_list(leave, actor=one, work=clinic.work)
    assert len(await told(clinic)) == 1  # the next has no number: his page tells him


async def test_an_offer_stands_in_ones_own_notices_once_with_its_end_also_at_night_and_without_a_number(
    clinic,
):
    client, _, booking = await clinic.booked(clinic.at(9))
    one = await clinic.client()
    entry = await clinic.waits(one, await clinic.right(one), clinic.at(9))
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    until = await clinic.house.value("select accept_by from rights_waiting where id = $1", entry)
    for _ in range(2):
        await clinic.house.drain()
        await hand_due(clinic.work)
        await clinic.house.run("update store_outbox set relayed_at = null where topic like '%place_offered%'")
    asked = "{ myNotices { edges { node { words right } } } }"
    (mine,) = (await Asker(clinic.work, one, face="client").asks(asked))["myNotices"]["edges"]
    assert f"保留至 {until.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" in mine["node"]["words"]
    assert mine["node"]["right"].startswith("ent_")
    assert await clinic.house.value("select message from notices_notice") == "shown"
    assert await clinic.house.value("select count(*) from notices_message") == 0
    assert (await Asker(clinic.work, client, face="client").asks(asked))["myNotices"]["edges"] == []


async def test_an_offer_that_is_over_before_the_message_goes_is_not_told(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    one = await clinic.client()
    async with clinic.work.job() as tx:
        await bind(tx, one.id, "mobile", "13900001234", "test")
    entry = await clinic.waits(one, await clinic.right(one), clinic.at(9))
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    leave = LeaveWaitingList(key="l", waiting=entry)
    await leave_waiting_list(leave, actor=one, work=clinic.work)
    assert await told(clinic) == []


async def test_who_waited_in_vain_reads_so_until_he_waits_again(clinic):
    client, _, booking = await clinic.booked(clinic.at(9))
    one = await clinic.client()
    right = await clinic.right(one)
    await clinic.waits(one, right, clinic.at(9))
    await cancel_booking(CancelBooking(key="c", booking=booking), actor=client, work=clinic.work)
    await clinic.house.run("update rights_waiting set accept_by = now() - interval '1 second'")
    await keep_waiting_lists(clinic.work)
    phone = Asker(clinic.work, one, face="client")
    asked = "{ myWaiting { state day time acceptBy zone } }"
    (shown,) = (await phone.asks(asked))["myWaiting"]
    assert (shown["state"], shown["time"], shown["zone"]) == ("lapsed", "09:00", "Asia/Shanghai")
    await clinic.waits(one, right, clinic.at(10))
    assert [one["state"] for one in (await phone.asks(asked))["myWaiting"]] == ["waiting"]
