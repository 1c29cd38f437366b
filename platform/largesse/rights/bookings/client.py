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
from largesse.rights.bookings import reads, shown
from largesse.rights.bookings.booking import BOOKING
from largesse.rights.bookings.cancel import cancel_booking
from largesse.rights.bookings.change import reschedule_booking
from largesse.rights.bookings.hold import confirm_booking, hold_slot
from largesse.rights.bookings.wait import accept_offer, join_waiting_list, leave_waiting_list
from largesse.rights.entitlements.entitlement import RIGHT, EntitlementMissing
from largesse.rights.entitlements.locking import find_right
from largesse.rights.places.place import Offered
from largesse.rights.places.reads import offered, places_near
from largesse.rights.places.records import PLACE
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
        actor = _client(info)
        async with info.context.work.read() as read:
            found = await reads.bookable(read, actor.id)
        return [shown.BookableRight.of(one, info.context.locale) for one in found]

    @strawberry.field(
        description="Places where a right of mine can be booked, of a city or all; nearest first when"
        " latitude and longitude are given in degrees. null: it is not mine, or not booked."
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
            found = await places_near(read, service.sku, city, point)
        return [shown.BookingPlace.of(one, info.context.locale) for one in found]

    @strawberry.field(
        description="Times at a place for a right of mine, full ones too, from a day on (today), for at most"
        " 31 days. null: it is not mine, or not booked there."
    )
    @missing_as_null
    async def booking_slots(
        self, info: Info, right: str, place: str, first: date | None = None, days: int = 7
    ) -> list[shown.BookingSlot] | None:
        """Reckon them."""
        if not 1 <= days <= DAYS_MAX:
            raise Malformed(between(1, DAYS_MAX), "days")
        actor, where = _client(info), parse_id(PLACE, place, "place")
        async with info.context.work.read() as read:
            service = await _service(read, actor, right)
            found = await _slots(read, service, where, _Days(first, days))
            span = [one.slot.starts_at for one in found] or [now()]
            seats = await reads.seats_of(
                read,
                list({one.at.id for one in found if one.at.seated}),
                min(span),
                max(span) + timedelta(seconds=1),
            )
        return [shown.BookingSlot.of(one, seats, info.context.locale) for one in found]

    @strawberry.field(description="My bookings, those to come first, at most 100.")
    async def my_bookings(self, info: Info) -> list[shown.MyBooking]:
        """List one's own bookings."""
        actor, at = _client(info), now()
        async with info.context.work.read() as read:
            found = await reads.own_bookings(read, actor.id)
        return [shown.MyBooking.of(one, at, info.context.locale) for one in found]

    @strawberry.field(description="One booking of mine; null when it is not mine.")
    @missing_as_null
    async def my_booking(self, info: Info, id: str) -> shown.MyBooking | None:  # noqa: A002 - the face's name
        """Show one booking."""
        actor, at = _client(info), now()
        async with info.context.work.read() as read:
            found = await reads.own_bookings(read, actor.id, parse_id(BOOKING, id))
        return shown.MyBooking.of(found[0], at, info.context.locale) if found else None

    @strawberry.field(description="Where I wait for a place, and what is offered, at most 100.")
    async def my_waiting(self, info: Info) -> list[shown.MyWaiting]:
        """List one's own entries."""
        actor = _client(info)
        async with info.context.work.read() as read:
            found = await reads.own_waiting(read, actor.id)
        return [shown.MyWaiting.of(one, info.context.locale) for one in found]


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


async def _service(read: Read, actor: Actor, right: str) -> Offered:
    """Read how a right of one's own is booked."""
    ident = parse_id(RIGHT, right, "right")
    found = await find_right(read, ident)
    if found.holder != actor.id:
        raise EntitlementMissing(ident)
    return await offered(read, found.sku)


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
