"""A booking over which an adviser decides: he sees it at home, and the client reads what became of it."""

import pytest
from tests.kit.faces import Asker

from largesse.kernel.ids import text_id

HOME = "{ home { waiting { kind count } } }"
PENDING = '{ bookings(state: "pending") { edges { node { id clientName actions } } } }'
ACCEPT = "mutation($ask: AcceptBookingAsk!) { acceptBooking(ask: $ask) { __typename } }"
DECLINE = "mutation($ask: DeclineBookingAsk!) { declineBooking(ask: $ask) { __typename } }"
MINE = "{ myBookings { state stateName reason actions } bookableRights { id } }"


@pytest.mark.parametrize("yes", [True, False])
async def test_an_adviser_sees_at_home_what_waits_for_him_and_the_client_sees_the_answer(clinic, yes):
    await clinic.serve(clinic.doctor, approval=True)
    client, adviser = await clinic.client(), clinic.who("adviser")
    await clinic.house.run("update audience_customer set adviser = $2 where id = $1", client.id, adviser.id)
    right = await clinic.right(client)
    booking = await clinic.hold(client, right, clinic.at(9))
    desk, phone = Asker(clinic.work, adviser), Asker(clinic.work, client, face="client")

    async def waits():
        shown = (await desk.asks(HOME))["home"]["waiting"]
        return next((one["count"] for one in shown if one["kind"] == "booking"), 0)

    assert await waits() == 0
    assert await clinic.confirm(client, booking) == "pending"
    assert await waits() == 1
    ((node,),) = [list(one.values()) for one in (await desk.asks(PENDING))["bookings"]["edges"]]
    assert node["actions"][:2] == ["accept", "decline"]
    (mine,) = (await phone.asks(MINE))["myBookings"]
    assert (mine["state"], mine["stateName"]) == ("pending", "待客户经理确认")
    ask = {"key": "d", "booking": text_id("bkg", booking)}
    answer = await (
        desk.asks(ACCEPT, ask=ask) if yes else desk.asks(DECLINE, ask={**ask, "reason": "医生停诊"})
    )
    assert "BookingStandingType" in str(answer)
    told = await phone.asks(MINE)
    (mine,) = told["myBookings"]
    assert (mine["state"], mine["reason"]) == (("booked", "") if yes else ("cancelled", "医生停诊"))
    assert bool(told["bookableRights"]) is not yes
    assert await waits() == 0
