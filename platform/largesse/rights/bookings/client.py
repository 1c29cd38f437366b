"""Booking on the client face: what of mine can be booked, where, when; hold, confirm, move, cancel, wait."""

from datetime import date, datetime, timedelta
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in, now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.kernel.reasons import between
from largesse.rights.agents.mandates import may_book
from largesse.rights.bookings import reads, shown
from largesse.rights.bookings.booking import BOOKING, State
from largesse.rights.bookings.cancel import cancel_booking
from largesse.rights.bookings.change import reschedule_booking
from largesse.rights.bookings.hold import confirm_booking, hold_slot
from largesse.rights.bookings.own_city import own_city_first
from largesse.rights.bookings.sessions_told import sessions_found
from largesse.rights.bookings.wait import accept_offer, join_waiting_list, leave_waiting_list
from largesse.rights.entitlements.entitlement import RIGHT, EntitlementMissing
from largesse.rights.entitlements.locking import find_right
from largesse.rights.places.place import Offered, Source
from largesse.rights.places.reads import offered, places_near
from largesse.rights.places.records import PLACE
from largesse.rights.provider_calls.whom import order_behind
from largesse.rights.slots.open import DAYS_MAX, Found, serving, slots_of, terms_of
from largesse.rights.slots.slot import offered as is_offered
from largesse.store.work import Read


@strawberry.type
class BookingQuery:
    """What a client can book and has booked."""

    @strawberry.field(
        description="My rights that are used by appointment and can be booked now, at most 100."
    )
    async def bookable_rights(self, info: Info) -> list[shown.BookableRight]:
        """List them."""
        return await _bookable(info)

    @strawberry.field(
        description="Rights of others that I may book for them now, as their agent, at most 100."
    )
    async def bookable_for_others(self, info: Info) -> list[shown.BookableRight]:
        """List those."""
        return await _bookable(info, others=True)

    @strawberry.field(
        description="Places where a right of mine can be booked, of a city or all; nearest first when"
        " latitude and longitude are given in degrees, else those of the client's own city."
        " null: it is not mine, or not booked."
    )
    @missing_as_null
    async def booking_places(
        self,
        info: Info,
        right: str,
        city: str | None = None,
        latitude: float | None = None,
        longitude: float | None = None,
    ) -> list[shown.BookingPlace] | None:
        """Find them."""
        actor, point = _client(info), _point(latitude, longitude)
        async with info.context.work.read() as read:
            service = await _service(read, actor, right)
            theirs = service.source == Source.PROVIDER
            order = await order_behind(read, parse_id(RIGHT, right, "right")) if theirs else None
            provider = order.provider if order else None
            found = await places_near(read, service.sku, city, point, provider)
            if point is None:
                found = await own_city_first(read, actor.id, found)
        return [shown.BookingPlace.of(one, info.context.locale) for one in found]

    @strawberry.field(
        description="Times at a place for a right of mine, from a day on (today), for at most 31 days:"
        " full ones too, for which one can wait; in a provider's calendar free ones. null: it is not mine,"
        " or not booked there."
    )
    @missing_as_null
    async def booking_slots(
        self, info: Info, right: str, place: str, first: date | None = None, days: int = 7
    ) -> list[shown.BookingSlot] | None:
        """Reckon them."""
        if not 1 <= days <= DAYS_MAX:
            raise Malformed(between(1, DAYS_MAX), "days")
        actor, where = _client(info), parse_id(PLACE, place, "place")
        work, locale = info.context.work, info.context.locale
        async with work.read() as read:
            service = await _service(read, actor, right)
        if service.source == Source.PROVIDER:
            theirs = await sessions_found(work, parse_id(RIGHT, right), service, where, (first, days))
            return [shown.BookingSlot.of(one, (), locale) for one in theirs]
        async with work.read() as read:
            found = await _slots(read, service, where, _Days(first, days))
            span = [one.slot.starts_at for one in found] or [now()]
            seats = await reads.seats_of(
                read,
                list({one.at.id for one in found if one.at.seated}),
                min(span),
                max(span) + timedelta(seconds=1),
            )
        return [shown.BookingSlot.of(one, seats, locale) for one in found]

    @strawberry.field(description="My bookings, those to come first, at most 100.")
    async def my_bookings(self, info: Info) -> list[shown.MyBooking]:
        """List one's own bookings."""
        return await _bookings(info)

    @strawberry.field(description="Places that are held until I confirm them, also those for others.")
    async def held_bookings(self, info: Info) -> list[shown.MyBooking]:
        """List what is held."""
        mine = await _bookings(info, state=State.PROPOSED)
        return mine + await _bookings(info, others=True, state=State.PROPOSED)

    @strawberry.field(description="Bookings of others to come that I look after as their agent, at most 100.")
    async def bookings_for_others(self, info: Info) -> list[shown.MyBooking]:
        """List those."""
        return await _bookings(info, others=True)

    @strawberry.field(
        description="One booking of mine, or that I look after for another; null when it is neither."
    )
    @missing_as_null
    async def my_booking(self, info: Info, id: str) -> shown.MyBooking | None:  # noqa: A002 - the face's name
        """Show one booking."""
        actor, at = _client(info), now()
        async with info.context.work.read() as read:
            one = await reads.booking_or_left(read, actor.id, parse_id(BOOKING, id))
        return shown.MyBooking.of(one, at, info.context.locale, mine=one.holder == actor.id) if one else None

    @strawberry.field(
        description="Where I wait for a place, what is offered, and what came to nothing lately, at most 100."
    )
    async def my_waiting(self, info: Info) -> list[shown.MyWaiting]:
        """List one's own entries."""
        return await _waiting(info)

    @strawberry.field(description="Where others wait for whom I look after it as their agent, at most 100.")
    async def waiting_for_others(self, info: Info) -> list[shown.MyWaiting]:
        """List those."""
        return await _waiting(info, others=True)


@strawberry.type
class BookingMutation:
    """What a client does with bookings."""

    hold_slot = mutation(
        hold_slot,
        "Hold a place for some minutes; a stale page is told what is free.",
        shows=shown.SlotHeldType.of,
    )
    confirm_booking = mutation(
        confirm_booking, "Confirm a place that is held.", shows=shown.BookingStandingType.of
    )
    reschedule_booking = mutation(
        reschedule_booking,
        "Move a booking: the new place is taken before the old one is given back.",
        shows=shown.BookingStandingType.of,
    )
    cancel_booking = mutation(
        cancel_booking, "Cancel a booking, or give a held place back.", shows=shown.BookingCancelledType.of
    )
    join_waiting_list = mutation(join_waiting_list, "Wait for a place.", shows=shown.WaitingStandingType.of)
    leave_waiting_list = mutation(leave_waiting_list, "Wait no more.", shows=shown.WaitingStandingType.of)
    accept_offer = mutation(
        accept_offer, "Book the place that is offered.", shows=shown.BookingStandingType.of
    )


class _Days:
    """From which day on, and how many; no day: today at the place."""

    def __init__(self, first: date | None, count: int) -> None:
        self.first, self.count = first, count

    def begin(self, zone: str, at: datetime) -> date:
        """Give the first day at a place."""
        return self.first or day_in(at, zone)


def _client(info: Info) -> Actor:
    actor = info.context.who()
    actor.must("rights.own")
    return actor


async def _bookable(info: Info, *, others: bool = False) -> list[shown.BookableRight]:
    actor = _client(info)
    async with info.context.work.read() as read:
        found = await reads.bookable(read, actor.id, others=others)
    return [shown.BookableRight.of(one, info.context.locale) for one in found]


async def _bookings(info: Info, *, others: bool = False, state: State | None = None) -> list[shown.MyBooking]:
    actor, at = _client(info), now()
    async with info.context.work.read() as read:
        found = await reads.own_bookings(read, actor.id, others=others, state=state)
    return [shown.MyBooking.of(one, at, info.context.locale, mine=not others) for one in found]


async def _waiting(info: Info, *, others: bool = False) -> list[shown.MyWaiting]:
    actor = _client(info)
    async with info.context.work.read() as read:
        found = await reads.own_waiting(read, actor.id, others=others)
        seats = [seat for one in found if one.seated for seat in await reads.seats_at(read, one)]
    return [shown.MyWaiting.of(one, seats, info.context.locale) for one in found]


async def _service(read: Read, actor: Actor, right: str) -> Offered:
    """Read how a right of one's own, or of one whose agent one is, is booked."""
    ident = parse_id(RIGHT, right, "right")
    found = await find_right(read, ident)
    if not await may_book(read, actor.id, found.holder, ident):
        raise EntitlementMissing(ident)
    return await offered(read, found.sku, source=None)


async def _slots(read: Read, service: Offered, place: UUID, days: _Days) -> list[Found]:
    at, where = now(), await serving(read, service.id, place)
    if not where:
        return []
    found = await slots_of(read, where, days.begin(where[0].zone, at), days.count)
    return [one for one in found if is_offered(one.slot, terms_of(service), at)]


def _point(latitude: float | None, longitude: float | None) -> tuple[int, int] | None:
    if latitude is None or longitude is None:
        return None
    if not -90 <= latitude <= 90:
        raise Malformed(between(-90, 90), "latitude")
    if not -180 <= longitude <= 180:
        raise Malformed(between(-180, 180), "longitude")
    return round(latitude * 1_000_000), round(longitude * 1_000_000)
