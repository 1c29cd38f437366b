"""Bookings as the client face shows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

import segno
import strawberry

from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, text_id
from largesse.rights.bookings import reads
from largesse.rights.bookings.booking import BOOKING
from largesse.rights.bookings.cancel import BookingCancelled
from largesse.rights.bookings.hold import SlotHeld
from largesse.rights.bookings.keeping import BookingStanding
from largesse.rights.bookings.own import acts
from largesse.rights.bookings.pass_code import pass_of
from largesse.rights.bookings.session_words import said_of, state_name
from largesse.rights.bookings.wait import WaitingStanding
from largesse.rights.entitlements.entitlement import CLIENT, RIGHT
from largesse.rights.places.reads import Near
from largesse.rights.places.records import PLACE, RESOURCE
from largesse.rights.slots.open import Found
from largesse.rights.waiting.records import WAITING


def wall(at: datetime, zone: str) -> tuple[str, str]:
    """Give day and time that the clock at a place shows."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%Y-%m-%d}", f"{local:%H:%M}"


@strawberry.type(description="A right of mine that is used by appointment.")
class BookableRight:
    """What can be booked, and on which terms."""

    id: str = named("Id of the right, ent_….")
    title: str = named("What it is.")
    holder: str = named("Whose it is, cli_….")
    holder_name: str = named("Whose it is, masked.")
    beneficiary: str = named("Whom the right is for, cli_….")
    kind: str = named("appointment or event.")
    minutes: int = named("How long it takes.")
    approval: bool = named("Whether an adviser decides over the booking.")
    free_until_hours: int = named("Until how many hours before it cancelling is free.")
    late_units: int = named("Units that cancelling later takes.")
    no_show_units: int = named("Units that not coming takes.")
    horizon_days: int = named("How many days ahead it can be booked.")
    valid_to: datetime = named("Until when the right is valid.")

    @classmethod
    def of(cls, row: reads.Bookable, locale: str) -> Self:
        return cls(
            id=text_id(RIGHT, row.id),
            title=said(row.title, locale),
            holder=text_id(CLIENT, row.holder),
            holder_name=row.holder_name,
            beneficiary=text_id(CLIENT, row.beneficiary),
            kind=row.kind,
            minutes=row.minutes,
            approval=row.approval,
            free_until_hours=row.free_until_hours,
            late_units=row.late_units,
            no_show_units=row.no_show_units,
            horizon_days=row.horizon_days,
            valid_to=row.valid_to,
        )


@strawberry.type(description="A place where a right of mine can be booked.")
class BookingPlace:
    """Where it is and how far."""

    id: str = named("Id, plc_….")
    name: str = named("Name.")
    city: str = named("City.")
    address: str = named("Street and number.")
    phone: str = named("Telephone; empty: none.")
    zone: str = named("Its time zone.")
    metres: int | None = named("How far it is, in metres as the crow flies; null: not known.")

    @classmethod
    def of(cls, near: Near, locale: str) -> Self:
        one = near.place
        return cls(
            id=text_id(PLACE, one.id),
            name=said(one.name, locale),
            city=said(one.city, locale),
            address=said(one.address, locale),
            phone=one.phone,
            zone=one.zone,
            metres=near.metres,
        )


@strawberry.type(description="A time that can be booked, or that is full.")
class BookingSlot:
    """One slot as its place's clock shows it."""

    resource: str = named("Who or what serves, rsc_….")
    resource_name: str = named("Its name.")
    starts_at: datetime = named("When it begins.")
    ends_at: datetime = named("When it ends.")
    day: str = named("The day at the place, YYYY-MM-DD.")
    time: str = named("The time at the place, HH:MM.")
    session: str = named("What the session is called; empty: nothing.")
    status: str = named("free, busy-tentative, busy or busy-unavailable.")
    left: int = named("How many places are free.")
    capacity: int = named("How many places there are.")
    seated: bool = named("Whether its places are numbered seats.")
    seats_taken: list[int] = named("Seats that are somebody's.")

    @classmethod
    def of(cls, found: Found, seats: Sequence[reads.SeatTaken], locale: str) -> Self:
        at, slot = found.at, found.slot
        day, time = wall(slot.starts_at, at.zone)
        mine = [one.seat for one in seats if (one.resource, one.starts_at) == (at.id, slot.starts_at)]
        return cls(
            resource=text_id(RESOURCE, at.id),
            resource_name=said(at.name, locale),
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            day=day,
            time=time,
            session=said(slot.session, locale),
            status=slot.status.value,
            left=slot.left,
            capacity=slot.capacity,
            seated=at.seated,
            seats_taken=mine,
        )


@strawberry.type(description="A booking of mine.")
class MyBooking:
    """One booking as its holder sees it."""

    id: str = named("Id, bkg_….")
    right: str = named("The right that stands for it, ent_….")
    title: str = named("What it is.")
    state: str = named("proposed, pending, booked, checked-in, arrived, fulfilled, cancelled or noshow.")
    state_name: str = named("The state in the request's language.")
    for_me: bool = named("Whether it is for the right's holder, not somebody of his household.")
    holder_name: str = named("Whose right it is, masked.")
    person_name: str = named("For whom it is, masked.")
    kind: str = named("appointment or event.")
    zone: str = named("The place's time zone.")
    starts_at: datetime = named("When it begins.")
    ends_at: datetime = named("When it ends.")
    day: str = named("The day at the place, YYYY-MM-DD.")
    time: str = named("The time at the place, HH:MM.")
    hold_until: datetime | None = named("Until when the place is held; null: it is not only held.")
    seat: int | None = named("The seat, where seats are numbered.")
    resource: str = named("Who or what serves, rsc_….")
    resource_name: str = named("Its name.")
    place: str = named("Where, plc_….")
    place_name: str = named("The place's name.")
    address: str = named("Street and number.")
    phone: str = named("The place's telephone; empty: none.")
    free_until: datetime = named("Until when cancelling is free.")
    cancel_units: int = named("Units of the right that cancelling takes now.")
    late_units: int = named("Units that cancelling takes after the time until which it is free.")
    no_show_units: int = named("Units that not coming takes.")
    units_used: int = named("Units of the right that it has taken.")
    asking: str = named("What its provider is asked now: book, move or cancel; empty: nothing.")
    reason: str = named("Why staff cancelled or declined it, or what its provider told last; may be empty.")
    actions: list[str] = named("What one may do with it now: confirm, cancel, move, code.")
    qr: str | None = named("The QR code for the desk as SVG text; null: none is needed now.")
    calendar: str | None = named("Address of its calendar file; null: it was never booked.")

    @classmethod
    def of(cls, row: reads.OwnBooking, at: datetime, locale: str, *, mine: bool = True) -> Self:
        """Show a booking; one that is looked after for another has no code for the desk: its holder has."""
        day, time = wall(row.starts_at, row.zone)
        own, ident, said_now = acts(row, at), text_id(BOOKING, row.id), said_of(row, locale)
        code = segno.make_qr(pass_of(row.id), error="m") if mine and "code" in own.names else None
        return cls(
            id=ident,
            right=text_id(RIGHT, row.entitlement),
            title=said(row.title, locale),
            state=row.state,
            state_name=state_name(row, locale),
            for_me=row.person == row.holder,
            holder_name=row.holder_name,
            person_name=row.person_name,
            kind=row.kind,
            zone=row.zone,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            day=day,
            time=time,
            hold_until=row.hold_until if row.state == "proposed" else None,
            seat=row.seat,
            resource=text_id(RESOURCE, row.resource),
            resource_name=said(row.resource_name, locale),
            place=text_id(PLACE, row.place),
            place_name=said(row.place_name, locale),
            address=said(row.address, locale),
            phone=row.phone,
            free_until=own.free_until,
            cancel_units=own.units,
            late_units=row.late_units,
            no_show_units=row.no_show_units,
            units_used=row.units_used,
            asking=said_now.asking,
            reason=_reason(row, locale) or said_now.note,
            actions=own.names,
            qr=code.svg_inline(border=3, omitsize=True, dark="#1c1a17", light="#ffffff") if code else None,
            calendar=f"/bookings/{ident}.ics" if row.confirmed_at else None,
        )


def _reason(row: reads.OwnBooking, locale: str) -> str:
    """Say why staff ended a booking, in their words, or that nobody answered in time."""
    if row.why == "undecided":
        return text("rights.booking_undecided", locale)
    return row.reason if row.why in {"staff", "refused"} else ""


@strawberry.type(description="Where I wait for a place.")
class MyWaiting:
    """One entry of the waiting list as its holder sees it."""

    id: str = named("Id, wtg_….")
    right: str = named("The right, ent_….")
    title: str = named("What it is.")
    state: str = named("waiting: for a place; offered: one is kept; lapsed: nothing came of it.")
    holder_name: str = named("Whose right it is, masked.")
    person_name: str = named("For whom it is, masked.")
    for_me: bool = named("Whether it is for the right's holder, not somebody of his household.")
    kind: str = named("appointment or event.")
    zone: str = named("The place's time zone.")
    place_name: str = named("Where.")
    starts_from: datetime = named("The earliest beginning that one would take.")
    starts_to: datetime = named("Before when it would have to begin.")
    before: int = named("How many come first.")
    day: str | None = named("The offered day at the place; null: none is offered.")
    time: str | None = named("The offered time at the place; null: none is offered.")
    accept_by: datetime | None = named("Until when the offered place is kept.")
    resource: str | None = named("Who or what serves at the offered time, rsc_….")
    resource_name: str = named("Its name; empty: no time is offered.")
    seated: bool = named("Whether a seat is named when one accepts.")
    capacity: int = named("How many places the offered slot has.")
    seats_taken: list[int] = named("Seats of the offered slot that are somebody's.")

    @classmethod
    def of(cls, row: reads.OwnWaiting, seats: Sequence[reads.SeatTaken], locale: str) -> Self:
        day, time = wall(row.starts_at, row.zone) if row.starts_at else (None, None)
        return cls(
            id=text_id(WAITING, row.id),
            right=text_id(RIGHT, row.entitlement),
            title=said(row.title, locale),
            state=row.state,
            holder_name=row.holder_name,
            person_name=row.person_name,
            for_me=row.person == row.holder,
            kind=row.kind,
            zone=row.zone,
            place_name=said(row.place_name, locale),
            starts_from=row.starts_from,
            starts_to=row.starts_to,
            before=row.before,
            day=day,
            time=time,
            accept_by=row.accept_by,
            resource=maybe_id(RESOURCE, row.resource),
            resource_name=said(row.resource_name, locale) if row.resource_name else "",
            seated=row.seated,
            capacity=row.capacity,
            seats_taken=[
                one.seat for one in seats if (one.resource, one.starts_at) == (row.resource, row.starts_at)
            ],
        )


@strawberry.type(description="A place is held.")
class SlotHeldType:
    """Until when."""

    id: str = named("Id of the booking, bkg_….")
    hold_until: datetime = named("Until when the place is held.")

    @classmethod
    def of(cls, held: SlotHeld) -> Self:
        return cls(id=text_id(BOOKING, held.booking), hold_until=held.hold_until)


@strawberry.type(description="A booking moved.")
class BookingStandingType:
    """Where it stands now."""

    id: str = named("Id of the booking, bkg_….")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: BookingStanding) -> Self:
        return cls(id=text_id(BOOKING, standing.booking), state=standing.state)


@strawberry.type(description="A booking is cancelled, or its provider is asked to.")
class BookingCancelledType:
    """What it took."""

    id: str = named("Id of the booking, bkg_….")
    units: int = named("Units of the right that it took.")
    state: str = named("cancelled, or what it still is while its provider is asked.")

    @classmethod
    def of(cls, done: BookingCancelled) -> Self:
        return cls(id=text_id(BOOKING, done.booking), units=done.units, state=done.state)


@strawberry.type(description="An entry of the waiting list moved.")
class WaitingStandingType:
    """Where it stands now."""

    id: str = named("Id of the entry, wtg_….")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: WaitingStanding) -> Self:
        return cls(id=text_id(WAITING, standing.waiting), state=standing.state)
