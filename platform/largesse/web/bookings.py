"""A booking's calendar file, for the phone whose client it is, or who looks after it for him."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of
from largesse.kernel.clock import now
from largesse.kernel.copy import said, text
from largesse.kernel.errors import NotSignedIn
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.bookings.booking import BOOKING, BookingMissing
from largesse.rights.bookings.calendar_file import Entry, calendar_file
from largesse.rights.bookings.reads import OwnBooking, booking_or_left
from largesse.web.parts import Parts

_GONE = frozenset({"cancelled", "noshow", "entered-in-error"})


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the route of calendar files."""

    async def calendar(request: Request) -> Response:
        actor = await parts.client(request)
        if actor is None:
            raise NotSignedIn
        actor.must("rights.own")
        booking = parse_id(BOOKING, request.path_params["booking"])
        async with parts.work.read() as read:
            found = await booking_or_left(read, actor.id, booking)
        if found is None or found.confirmed_at is None:
            raise BookingMissing(booking)
        body = calendar_file(entry_of(found, locale_of(request)))
        method = "CANCEL" if found.state in _GONE else "PUBLISH"
        headers = {"content-disposition": 'attachment; filename="booking.ics"', "cache-control": "no-store"}
        return Response(body, media_type=f"text/calendar; charset=utf-8; method={method}", headers=headers)

    return [Route("/bookings/{booking}.ics", calendar)]


def entry_of(one: OwnBooking, locale: str) -> Entry:
    """Give what a calendar shows of a booking; its UID is the booking's id, whatever becomes of it."""
    place, served_by = said(one.place_name, locale), said(one.resource_name, locale)
    facts = {"resource": served_by, "phone": one.phone or "–"}
    return Entry(
        uid=f"{text_id(BOOKING, one.id)}@largesse",
        sequence=one.sequence,
        title=said(one.title, locale),
        place=f"{place}, {said(one.address, locale)}",
        description=text("rights.booking_calendar", locale, facts),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        sent_at=now(),
        cancelled=one.state in _GONE,
        tentative=one.state in {"proposed", "pending"},
    )
