"""A counter checks in whoever shows a booking's code, and notes that he is being served.

Invariant   a counter meets bookings of its provider's rights, and those at its own place;
            one at another place of the provider's is refused with that place's name
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.kernel.actor import Actor
from largesse.rights.bookings.attend import CheckInByCode, NoteArrived, check_in_by_code, note_arrived
from largesse.rights.bookings.booking import BookingMissing
from largesse.rights.bookings.keeping import BookingStanding
from largesse.rights.bookings.pass_code import booking_in
from largesse.rights.bookings.records import BookingId
from largesse.rights.redemptions.outlet import OtherPlace, Outlet, called
from largesse.store.work import Read, Work

_SHOWN = """
select b.id, b.state, b.starts_at, b.ends_at, b.person, b.seat, b.place, p.name as place_name, p.zone,
  r.name as resource_name, s.title, s.provider
from rights_booking b join rights_service v on v.id = b.service join rights_sku s on s.id = v.sku
join rights_place p on p.id = b.place join rights_resource r on r.id = b.resource
where b.id = $1
"""


@dataclass(frozen=True)
class Arriving:
    """A booking as the counter sees it: who comes (masked), when and for what, by what he is served."""

    id: BookingId
    state: str
    starts_at: datetime
    ends_at: datetime
    person: UUID
    seat: int | None
    place: UUID
    place_name: dict[str, str]
    zone: str
    resource_name: dict[str, str]
    title: dict[str, str]
    provider: UUID | None
    person_name: str = ""


async def arriving(read: Read, code: str, provider: UUID, outlet: Outlet) -> Arriving:
    """Read the booking whose code was scanned at a counter.

    Raises:
        PassUnknown: ``rights.pass_unknown``.
        BookingMissing: ``rights.booking_missing``: also one of another provider's.
        OtherPlace: ``rights.other_place``.
    """
    booking = booking_in(code)
    found = await read.one(Arriving, _SHOWN, booking)
    if found is None or not (found.provider == provider or found.place == outlet.place):
        raise BookingMissing(booking)
    if outlet.place and outlet.place != found.place:
        raise OtherPlace(called(found.place_name))
    names = await names_of(read, [found.person])
    return replace(found, person_name=names.get(found.person, ""))


async def check_in_at_counter(
    ask: CheckInByCode, *, actor: Actor, work: Work, outlet: Outlet
) -> BookingStanding:
    """Check somebody in by the code on his phone.

    Raises:
        PassUnknown, BookingMissing, OtherPlace: about the code; see ``arriving``.
        BookingWrongState, TooEarly: about the booking.
    """
    actor.must("rights.redeem")
    async with work.read() as read:
        await arriving(read, ask.code, actor.id, outlet)
    return await check_in_by_code(ask, actor=_attending(actor), work=work)


async def note_arrived_at_counter(
    ask: CheckInByCode, *, actor: Actor, work: Work, outlet: Outlet
) -> BookingStanding:
    """Note that the person of a code is being served.

    Raises:
        PassUnknown, BookingMissing, OtherPlace: about the code; see ``arriving``.
        BookingWrongState, TooEarly: about the booking.
    """
    actor.must("rights.redeem")
    async with work.read() as read:
        found = await arriving(read, ask.code, actor.id, outlet)
    arrived = NoteArrived(key=ask.key, booking=found.id)
    return await note_arrived(arrived, actor=_attending(actor), work=work)


def _attending(actor: Actor) -> Actor:
    """Give the counter as one who attends; which bookings it meets was judged before."""
    return replace(actor, operations=frozenset({"rights.attend"}))
