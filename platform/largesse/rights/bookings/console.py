"""Bookings, the calendar of a place and the waiting list on the console face."""

from datetime import date, datetime, timedelta
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.clock import day_in, day_starts, now
from largesse.kernel.copy import said
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.reasons import between
from largesse.rights.bookings import reads
from largesse.rights.bookings.actions import actions
from largesse.rights.bookings.attend import (
    check_in,
    check_in_by_code,
    note_arrived,
    note_fulfilled,
    note_no_show,
)
from largesse.rights.bookings.block import SlotBlocked, block_slot, release_slot
from largesse.rights.bookings.book_for import book_for_client
from largesse.rights.bookings.booking import BOOKING
from largesse.rights.bookings.cancel import cancel_for_client
from largesse.rights.bookings.change import move_booking
from largesse.rights.bookings.decide import accept_booking, decline_booking
from largesse.rights.bookings.late import confirm_known
from largesse.rights.bookings.records import BookingId
from largesse.rights.bookings.session_words import said_of
from largesse.rights.bookings.shown import BookingStandingType, wall
from largesse.rights.entitlements.entitlement import CLIENT, RIGHT
from largesse.rights.places.reads import place_of
from largesse.rights.places.records import PLACE, RESOURCE, PlaceId
from largesse.rights.slots.open import DAYS_MAX, Found, resources_at, slots_of
from largesse.rights.waiting.records import WAITING


@strawberry.type(description="A client's booking.")
class Booking:
    """One booking as staff see it."""

    row: strawberry.Private[reads.BookingRow]
    id: str = named("Id, bkg_….")
    right: str = named("The right that stands for it, ent_….")
    sku_name: str = named("What it is.")
    place: str = named("Where, plc_….")
    place_name: str = named("The place's name.")
    resource: str = named("Who or what serves, rsc_….")
    resource_name: str = named("Its name.")
    client: str = named("Whose right it is, cli_….")
    client_name: str = named("The holder's name, masked.")
    person_name: str = named("For whom it is, masked.")
    starts_at: datetime = named("When it begins.")
    ends_at: datetime = named("When it ends.")
    day: str = named("The day at the place, YYYY-MM-DD.")
    time: str = named("The time at the place, HH:MM.")
    seat: int | None = named("The seat, where seats are numbered.")
    state: str = named("proposed, pending, booked, checked-in, arrived, fulfilled, cancelled or noshow.")
    why: str = named(
        "Why it ended: lapsed, client, staff, refused, provider, undecided when its time came, or right,"
        " which had ended itself; moved: by its provider; empty: neither."
    )
    provider_name: str = named("The provider in whose calendar it stands; empty: it is ours.")
    asking: str = named("What the provider is asked now: book, move or cancel; empty: nothing.")
    note: str = named("What the provider told last, in words; may be empty.")
    reason: str = named("What staff wrote; empty: nothing.")
    units_used: int = named("Units of the right that it has taken.")
    made_at: datetime = named("When it was made.")

    @classmethod
    def of(cls, row: reads.BookingRow, locale: str) -> Self:
        day, time = wall(row.starts_at, row.zone)
        told = said_of(row, locale)
        return cls(
            row=row,
            id=text_id(BOOKING, row.id),
            right=text_id(RIGHT, row.entitlement),
            sku_name=said(row.sku_title, locale),
            place=text_id(PLACE, row.place),
            place_name=said(row.place_name, locale),
            resource=text_id(RESOURCE, row.resource),
            resource_name=said(row.resource_name, locale),
            client=text_id(CLIENT, row.holder),
            client_name=row.client_name,
            person_name=row.person_name,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            day=day,
            time=time,
            seat=row.seat,
            state=row.state,
            why=row.why,
            provider_name=said(row.provider_name, locale) if row.provider_name else "",
            asking=told.asking,
            note=told.note,
            reason=row.reason,
            units_used=row.units_used,
            made_at=row.made_at,
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, time, office nor reach forbids."""
        return actions(info.context.who(), self.row, now())


@strawberry.type(description="One who waits for a place.")
class WaitingEntry:
    """One entry of the waiting list."""

    id: str = named("Id, wtg_….")
    sku_name: str = named("What it is.")
    place_name: str = named("Where.")
    client: str = named("Who waits, cli_….")
    client_name: str = named("His name, masked.")
    state: str = named("waiting, offered, accepted, left or lapsed.")
    starts_from: datetime = named("The earliest beginning that he would take.")
    starts_to: datetime = named("Before when it would have to begin.")
    offered_at: datetime | None = named("When the offered slot begins; null: none is offered.")
    accept_by: datetime | None = named("Until when the offered place is kept.")
    joined_at: datetime = named("Since when he waits.")

    @classmethod
    def of(cls, row: reads.WaitingRow, locale: str) -> Self:
        return cls(
            id=text_id(WAITING, row.id),
            sku_name=said(row.sku_title, locale),
            place_name=said(row.place_name, locale),
            client=text_id(CLIENT, row.holder),
            client_name=row.client_name,
            state=row.state,
            starts_from=row.starts_from,
            starts_to=row.starts_to,
            offered_at=row.starts_at,
            accept_by=row.accept_by,
            joined_at=row.joined_at,
        )


@strawberry.type(description="A slot of a place's calendar.")
class CalendarSlot:
    """One slot as staff see it."""

    resource: str = named("Who or what serves, rsc_….")
    resource_name: str = named("Its name.")
    starts_at: datetime = named("When it begins.")
    ends_at: datetime = named("When it ends.")
    day: str = named("The day at the place, YYYY-MM-DD.")
    time: str = named("The time at the place, HH:MM.")
    session: str = named("What the session is called; empty: nothing.")
    status: str = named("free, busy-tentative, busy or busy-unavailable.")
    capacity: int = named("How many places there are.")
    held: int = named("Places that are held.")
    booked: int = named("Places that are booked.")
    blocked: int = named("Places that are blocked.")
    left: int = named("Places that are free.")
    open: bool = named("Whether hours give this slot now.")
    turn: str = named("ahead; running: it has begun; past: it has ended. Only of one ahead places change.")

    @classmethod
    def of(cls, found: Found, seen_at: datetime, locale: str) -> Self:
        """Show a slot as it stands at a moment."""
        at, slot = found.at, found.slot
        day, time = wall(slot.starts_at, at.zone)
        return cls(
            resource=text_id(RESOURCE, at.id),
            resource_name=said(at.name, locale),
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            day=day,
            time=time,
            session=said(slot.session, locale),
            status=slot.status.value,
            capacity=slot.capacity,
            held=slot.held,
            booked=slot.booked,
            blocked=slot.blocked,
            left=slot.left,
            open=slot.open,
            turn=_turn(slot.starts_at, slot.ends_at, seen_at),
        )


def _turn(starts_at: datetime, ends_at: datetime, seen_at: datetime) -> str:
    if seen_at < starts_at:
        return "ahead"
    return "running" if seen_at < ends_at else "past"


@strawberry.type(description="Days of a place: its slots and who comes.")
class BookingCalendar:
    """What a day or a week looks like."""

    place: str = named("Where, plc_….")
    place_name: str = named("The place's name.")
    zone: str = named("Its time zone.")
    first: date = named("The first day.")
    days: int = named("How many days.")
    slots: list[CalendarSlot] = named("Slots in order of time.")
    bookings: list[Booking] = named("Bookings that are not cancelled, in order of time, at most 2,000.")


@strawberry.type(description="A slot's places were blocked or released.")
class SlotBlockedType:
    """How it stands now."""

    resource: str = named("Whose slot, rsc_….")
    starts_at: datetime = named("When it begins.")
    blocked: int = named("How many places are blocked now.")
    served: int = named("How many released places went to those who wait.")

    @classmethod
    def of(cls, done: SlotBlocked) -> Self:
        return cls(
            resource=text_id(RESOURCE, done.resource),
            starts_at=done.starts_at,
            blocked=done.blocked,
            served=done.served,
        )


@strawberry.type
class BookingQuery:
    """Bookings and who waits."""

    bookings: Connection[Booking] = list_by_state(
        "bookings",
        "rights.view",
        reads.bookings_page,
        Booking.of,
        "Bookings at places within reach or of one's own clients. sort: startsAt, madeAt, state.",
    )
    waiting_list: Connection[WaitingEntry] = list_by_state(
        "waiting",
        "rights.view",
        reads.waiting_page,
        WaitingEntry.of,
        "Who waits at places within reach. sort: joinedAt, startsFrom.",
    )

    @strawberry.field(description="One booking; null when missing or out of reach.")
    @missing_as_null
    async def booking(self, info: Info, id: str) -> Booking | None:  # noqa: A002 - the face's name
        """Show one booking."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.booking_of(read, actor, BookingId(parse_id(BOOKING, id)))
        return Booking.of(row, info.context.locale) if row else None

    @strawberry.field(description="Days of a place, from one on (today), at most 31; null when out of reach.")
    @missing_as_null
    async def booking_calendar(
        self, info: Info, place: str, first: date | None = None, days: int = 7
    ) -> BookingCalendar | None:
        """Show a place's days."""
        actor, locale = info.context.who(), info.context.locale
        actor.must("rights.view")
        if not 1 <= days <= DAYS_MAX:
            raise Malformed(between(1, DAYS_MAX), "days")
        ident, seen_at = PlaceId(parse_id(PLACE, place, "place")), now()
        async with info.context.work.read() as read:
            row = await place_of(read, actor, ident)
            if row is None:
                return None
            begin = first or day_in(seen_at, row.zone)
            found = await slots_of(read, await resources_at(read, ident), begin, days)
            span = day_starts(begin, row.zone), day_starts(begin + timedelta(days=days), row.zone)
            booked = await reads.bookings_between(read, actor, ident, *span)
        return BookingCalendar(
            place=text_id(PLACE, row.id),
            place_name=said(row.name, locale),
            zone=row.zone,
            first=begin,
            days=days,
            slots=[CalendarSlot.of(one, seen_at, locale) for one in found],
            bookings=[Booking.of(one, locale) for one in booked],
        )


_STANDS = BookingStandingType.of


@strawberry.type
class BookingMutation:
    """What staff do with bookings and slots."""

    book_for_client = mutation(book_for_client, "Book for a client whom one serves.", shows=_STANDS)
    move_booking = mutation(move_booking, "Move a client's booking to another slot.", shows=_STANDS)
    cancel_for_client = mutation(
        cancel_for_client, "Cancel a client's booking; it takes no unit.", shows=_STANDS
    )
    accept_booking = mutation(accept_booking, "Say yes to a booking that waits for it.", shows=_STANDS)
    decline_booking = mutation(decline_booking, "Say no to a booking that waits for it.", shows=_STANDS)
    confirm_known = mutation(
        confirm_known, "Book what was confirmed in time and is known only now.", shows=_STANDS
    )
    check_in = mutation(check_in, "Check somebody in whom the desk knows.", shows=_STANDS)
    check_in_by_code = mutation(
        check_in_by_code, "Check somebody in by the code on his phone.", shows=_STANDS
    )
    note_arrived = mutation(note_arrived, "Note that somebody is being served.", shows=_STANDS)
    note_fulfilled = mutation(note_fulfilled, "Note that everything is done; a unit is used.", shows=_STANDS)
    note_no_show = mutation(note_no_show, "Note that nobody came.", shows=_STANDS)
    block_slot = mutation(block_slot, "Take free places of a slot away.", shows=SlotBlockedType.of)
    release_slot = mutation(
        release_slot, "Give blocked places free, first to those who wait.", shows=SlotBlockedType.of
    )
