"""Take a session of a provider's: held here for one's mind to be made up, asked for when it is confirmed.

Invariant   everything but the capacity is judged as for a slot of ours; of a session no more are held or
            asked for here than the provider said are left, whose yes alone books
"""

from datetime import datetime
from typing import Any

from largesse.kernel.ids import text_id
from largesse.rights.bookings.booking import SeatTaken, SlotClosed, SlotTaken, SlotTooSoon, State
from largesse.rights.bookings.keeping import Booked
from largesse.rights.bookings.rights import expect_bookable, reserve
from largesse.rights.bookings.session import Session, SessionsTold, next_of, slot_of
from largesse.rights.bookings.stale import said_next
from largesse.rights.bookings.taking import Placed, Ready, Wanted, expect_free, make_ready, write
from largesse.rights.places.place import Source
from largesse.rights.places.records import RESOURCE
from largesse.rights.slots.open import terms_of
from largesse.rights.slots.slot import too_far, too_soon
from largesse.store.work import Tx

_SERVED = "select exists (select from rights_service_at where service = $1 and resource = $2)"
_OURS = """
select count(*) from (
  select b.id from rights_booking b where b.resource = $1 and b.session = $2
    and b.state in ('proposed', 'pending')
  union all
  select a.booking from rights_session_ask a where a.resource = $1 and a.session = $2 and a.kind = 'move'
    and a.settled_at is null) ours
"""


async def take_session(tx: Tx[Any], wanted: Wanted, state: State, told: SessionsTold) -> Booked:
    """Hold a session and reserve the right for it.

    Raises:
        SlotTaken, SlotClosed, SlotTooSoon: with the next free sessions.
        PersonBusy, OutsideValidity, SeatTaken: about the person, the day, the seat.
        NotClaimed, Lapsed, NotYetValid, WrongState, NotOrdered: about the right.
        ProviderAway, ProviderPaused, NotOffered, ProviderDeclined, ProviderSilent: about the provider.
    """
    ready = await make_ready(tx, wanted, Source.PROVIDER)
    expect_bookable(ready.right.entitlement, wanted.starts_at, tx.now)
    session = await judged_session(tx, ready, wanted.starts_at, told)
    slot = slot_of(ready.at.id, session)
    await expect_free(tx, ready.person, slot)
    if wanted.seat is not None:
        raise SeatTaken(wanted.seat, "–")
    booked = await write(tx, ready, Placed(slot, None, state, None, session.ref))
    await reserve(tx, ready.right)
    return booked


async def judged_session(tx: Tx[Any], ready: Ready, starts_at: datetime, told: SessionsTold) -> Session:
    """Give the session that begins at an instant, as the provider told it just now.

    Raises:
        SlotTaken, SlotClosed, SlotTooSoon: with the next free sessions.
        Refusal: what the provider said instead.
    """
    if told.no is not None:
        raise told.no
    at, service = ready.at, ready.service
    terms = terms_of(service)
    here = [one for one in told.sessions if one.starts_at == starts_at]
    following = said_next(
        [
            (text_id(RESOURCE, at.id), one.starts_at, at.zone)
            for one in next_of(told.sessions, terms, tx.now, starts_at)
        ]
    )
    served = at.running and await tx.value(_SERVED, service.id, at.id)
    if not served or not here or too_far(here[0], terms, tx.now):
        raise SlotClosed(following.slots, following.times)
    if too_soon(here[0], terms, tx.now):
        raise SlotTooSoon(service.notice_minutes, following.slots, following.times)
    for one in here:
        if one.free > int(await tx.value(_OURS, at.id, one.ref)):
            return one
    raise SlotTaken(following.slots, following.times)
