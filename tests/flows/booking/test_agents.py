"""An agent who may book for a holder: what he was named for, while that lasts."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from tests.kit.faces import Asker

from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.rights.agents.agent import Scope
from largesse.rights.agents.answer import ConsentAgent, EndAgent, consent_agent, end_agent
from largesse.rights.agents.name import NameAgent, name_agent
from largesse.rights.bookings.booking import BookingMissing, Stranger
from largesse.rights.bookings.cancel import CancelBooking, cancel_booking
from largesse.rights.bookings.change import RescheduleBooking, reschedule_booking
from largesse.rights.bookings.wait import AcceptOffer, LeaveWaitingList, accept_offer, leave_waiting_list
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.transfers.beneficiary import SetBeneficiary, set_beneficiary
from largesse.rights.transfers.transfer import NotForOthers
from largesse.rights.waiting.entry import WaitingMissing

OTHERS = """{ bookableForOthers { id holderName } bookableRights { id }
  bookingsForOthers { id state holderName personName actions qr calendar } myBookings { id }
  waitingForOthers { id state } myWaiting { id } }"""
SLOTS = "query($right: String!, $place: String!) { bookingSlots(right: $right, place: $place) { time } }"
LEFT = ("bookableForOthers", "bookingsForOthers", "waitingForOthers")


async def named(clinic, holder, agent, scope=Scope.BOOK, **of) -> UUID:
    """Let a holder name an agent, who consents."""
    ask = NameAgent(key=clinic.key(), client=agent.id, scope=scope, until=now() + timedelta(days=30), **of)
    ident = (await name_agent(ask, actor=holder, work=clinic.work)).agent
    await consent_agent(ConsentAgent(key=clinic.key(), agent=ident), actor=agent, work=clinic.work)
    return ident


async def end(clinic, holder, ident):
    return await end_agent(EndAgent(key=clinic.key(), agent=ident), actor=holder, work=clinic.work)


async def cancel(clinic, who, booking):
    return await cancel_booking(CancelBooking(key=clinic.key(), booking=booking), actor=who, work=clinic.work)


async def test_an_agent_books_moves_and_cancels_for_the_holder_and_his_phone_shows_it(clinic):
    holder, agent = await clinic.couple()
    right, phone = await clinic.right(holder), Asker(clinic.work, agent, face="client")
    assert not any((await phone.asks(OTHERS)).values())
    with pytest.raises(EntitlementMissing):
        await clinic.hold(agent, right, clinic.at(9))
    await named(clinic, holder, agent)
    told = await phone.asks(OTHERS)
    assert told["bookableForOthers"] == [{"id": text_id("ent", right), "holderName": "王*"}]
    assert told["bookableRights"] == []
    of = {"right": text_id("ent", right), "place": text_id("plc", clinic.place)}
    assert (await phone.asks(SLOTS, **of))["bookingSlots"]
    booking = await clinic.hold(agent, right, clinic.at(9))
    assert await clinic.confirm(agent, booking) == "booked"
    to = RescheduleBooking(key=clinic.key(), booking=booking, resource=clinic.doctor, starts_at=clinic.at(10))
    await reschedule_booking(to, actor=agent, work=clinic.work)
    told = await phone.asks(OTHERS)
    (shown,) = told["bookingsForOthers"]
    assert (shown["state"], shown["holderName"], shown["personName"]) == ("booked", "王*", "王*")
    assert (shown["qr"], shown["calendar"]) == (None, f"/bookings/{shown['id']}.ics")
    assert told["myBookings"] == []
    assert await clinic.house.value("select holder from rights_booking") == holder.id
    await cancel(clinic, agent, booking)
    assert (await clinic.state(booking), await clinic.right_state(right)) == ("cancelled", "active")


async def test_an_agent_books_and_waits_for_whom_the_right_is(clinic):
    holder, wife = await clinic.couple()
    home = await clinic.house.value("select household from audience_customer where id = $1", holder.id)
    agent, right, other = await clinic.client(home), await clinic.right(holder), await clinic.right(holder)
    third = await clinic.right(holder)
    for one in (right, other, third):
        ask = SetBeneficiary(key=clinic.key(), entitlement=one, client=wife.id)
        await set_beneficiary(ask, actor=holder, work=clinic.work)
    await named(clinic, holder, agent)
    booking = await clinic.hold(agent, right, clinic.at(9))
    await clinic.confirm(agent, booking)
    await clinic.waits(agent, other, clinic.at(9))
    assert await clinic.house.value("select person from rights_booking") == wife.id
    assert await clinic.house.value("select person from rights_waiting") == wife.id
    himself = await clinic.hold(holder, third, clinic.at(11), beneficiary=holder.id)
    person = await clinic.house.value("select person from rights_booking where id = $1", himself)
    assert person == holder.id
    stranger = await clinic.client()
    with pytest.raises(Stranger):
        await clinic.hold(agent, other, clinic.at(10), beneficiary=stranger.id)


async def test_an_agent_waits_for_the_holder_and_accepts(clinic):
    holder, agent = await clinic.couple()
    client, _, booking = await clinic.booked(clinic.at(9))
    right = await clinic.right(holder)
    ident = await named(clinic, holder, agent, entitlement=right)
    entry = await clinic.waits(agent, right, clinic.at(9))
    await cancel(clinic, client, booking)
    assert await clinic.waiting(entry) == "offered"
    accept = AcceptOffer(key=clinic.key(), waiting=entry)
    assert (await accept_offer(accept, actor=agent, work=clinic.work)).state == "booked"
    await end(clinic, holder, ident)
    leave = LeaveWaitingList(key=clinic.key(), waiting=entry)
    with pytest.raises(WaitingMissing):
        await leave_waiting_list(leave, actor=agent, work=clinic.work)


@pytest.mark.parametrize("why", ["scope", "other right", "expired", "ended", "not asked"])
async def test_to_who_may_not_book_neither_right_nor_booking_exists(clinic, why):
    holder, agent = await clinic.couple()
    right, other = await clinic.right(holder), await clinic.right(holder)
    booking = await clinic.hold(holder, right, clinic.at(9))
    await clinic.confirm(holder, booking)
    if why == "scope":
        await named(clinic, holder, agent, Scope.COLLECT)
    elif why == "other right":
        await named(clinic, holder, agent, entitlement=await clinic.right(holder))
    elif why != "not asked":
        ident = await named(clinic, holder, agent, Scope.BOTH)
        if why == "ended":
            await end(clinic, holder, ident)
        else:
            sql = "update rights_agent set made_at = now() - interval '1 day', expires_at = now()"
            await clinic.house.run(sql)
    with pytest.raises(EntitlementMissing):
        await clinic.hold(agent, other, clinic.at(10))
    with pytest.raises(EntitlementMissing):
        await clinic.waits(agent, other, clinic.at(10))
    with pytest.raises(BookingMissing):
        await cancel(clinic, agent, booking)
    phone = Asker(clinic.work, agent, face="client")
    told = await phone.asks(OTHERS)
    seen = {one["id"] for name in LEFT for one in told[name]}
    assert not seen & {text_id("ent", right), text_id("ent", other), text_id("bkg", booking)}
    of = {"right": text_id("ent", other), "place": text_id("plc", clinic.place)}
    assert (await phone.asks(SLOTS, **of))["bookingSlots"] is None


async def test_a_right_for_its_holder_alone_is_booked_by_an_agent_and_never_collected(clinic):
    holder, agent = await clinic.couple()
    right = await clinic.right(holder)
    await clinic.house.run("update rights_batch set transfer = 'none'")
    with pytest.raises(NotForOthers):
        await named(clinic, holder, agent, Scope.BOTH, entitlement=right)
    await named(clinic, holder, agent, entitlement=right)
    assert await clinic.confirm(agent, await clinic.hold(agent, right, clinic.at(9))) == "booked"


async def test_an_agent_who_is_ended_while_he_books_books_nothing_after_the_end(clinic):
    """Either the booking came first and is told by its day, or the end did and there is none."""
    for hour in (9, 10, 11):
        holder, agent = await clinic.couple()
        right = await clinic.right(holder)
        ident = await named(clinic, holder, agent)
        held, ended = await asyncio.gather(
            clinic.hold(agent, right, clinic.at(hour)), end(clinic, holder, ident), return_exceptions=True
        )
        assert not isinstance(ended, Exception)
        assert isinstance(held, UUID | EntitlementMissing)
        assert (await clinic.right_state(right) == "reserved") == isinstance(held, UUID)
        with pytest.raises((BookingMissing, EntitlementMissing)):
            await (
                cancel(clinic, agent, held)
                if isinstance(held, UUID)
                else clinic.hold(agent, right, clinic.at(hour))
            )
