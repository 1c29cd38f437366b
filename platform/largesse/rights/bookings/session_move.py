"""Move a booking to another session of its provider's, whose yes, or whose own act, it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.rights.bookings.keeping import tell
from largesse.rights.bookings.records import SessionAsk
from largesse.rights.bookings.session import Session, slot_of
from largesse.rights.bookings.standing import Standing
from largesse.rights.bookings.taking import expect_free
from largesse.rights.slots.locking import find_resource
from largesse.store.work import Tx

_MOVE = """
update rights_booking set place = $3, resource = $4, session = $5, starts_at = $6, ends_at = $7,
  starts_s = $8, ends_s = $9, org_unit = $10, why = $11, told_at = $12, sequence = sequence + 1,
  version = version + 1
where id = $1 and version = $2
"""


@dataclass(frozen=True)
class To:
    """Where a booking is moved: who serves, which session, why, and when that was said."""

    resource: UUID
    session: Session
    why: str
    at: datetime


async def move_session(tx: Tx[Any], one: Standing, ask: SessionAsk) -> None:
    """Do what was asked for and the provider said yes to."""
    if ask.resource and ask.session and ask.starts_at and ask.ends_at:
        session = Session(ask.session, ask.starts_at, ask.ends_at, 0)
        await move_to(tx, one, To(ask.resource, session, "", ask.asked_at))


async def move_to(tx: Tx[Any], one: Standing, to: To) -> None:
    """Move a booking, whose calendar entry keeps its UID.

    Raises:
        PersonBusy: ``rights.person_busy``: the person has something else then; people must look.
    """
    booking, session = one.booking, to.session
    await expect_free(tx, booking.person, slot_of(to.resource, session), besides=booking.id)
    at = await find_resource(tx, to.resource)
    count = await tx.run(
        _MOVE,
        booking.id,
        booking.version,
        at.place,
        at.id,
        session.ref,
        session.starts_at,
        session.ends_at,
        int(session.starts_at.timestamp()),
        int(session.ends_at.timestamp()),
        at.org_unit,
        to.why,
        to.at,
    )
    if count != 1:
        raise Contended
    tell(tx, booking, booking.state)
