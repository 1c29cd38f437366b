"""A booking that somebody wants to change: found, its person, right and resource locked in their order."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.rights.bookings.booking import BookingMissing, Policy
from largesse.rights.bookings.keeping import Booked, find_booking, lock_booking
from largesse.rights.bookings.whose import expect_may_book, lock_person
from largesse.rights.budgets.locking import lock_budget
from largesse.rights.entitlements.locking import Right, find_right, lock_right
from largesse.rights.places.place import Offered, ServiceElsewhere
from largesse.rights.slots.locking import At, lock_resource
from largesse.store.work import Tx

_SERVICE = "select * from rights_service where id = $1"


@dataclass(frozen=True)
class Standing:
    """A booking under its locks, with its right, service and resource; ``person_nr`` numbers its person."""

    booking: Booked
    right: Right
    service: Offered
    at: At
    person_nr: int

    @property
    def policy(self) -> Policy:
        """What the service says of cancelling and of not coming."""
        one = self.service
        return Policy(one.free_until, one.late_units, one.no_show_units)


def expect_ours(booking: Booked) -> None:
    """Refuse what a provider does at its own desk.

    Raises:
        ServiceElsewhere: ``rights.service_elsewhere``.
    """
    if booking.session:
        raise ServiceElsewhere


async def service_of(tx: Tx[Any], booking: Booked) -> Offered:
    """Read the service of a booking, also one that is offered no more."""
    found = await tx.one(Offered, _SERVICE, booking.service)
    if found is None:
        raise BookingMissing(booking.id)
    return found


async def expect_within(tx: Tx[Any], booking: Booked) -> None:
    """Let in the holder, his agent, staff who reach the place, and staff who reach the holder.

    Raises:
        BookingMissing: ``rights.booking_missing``, for everybody else.
    """
    if tx.actor.kind not in {"client", "system"} and tx.actor.reaches(booking.org_unit):
        return
    if tx.actor.kind != "system":
        missing = BookingMissing(booking.id)
        await expect_may_book(tx, booking.holder, tx.actor, missing, booking.entitlement)


async def stand(tx: Tx[Any], booking: UUID, *also: UUID, spends: bool = False) -> Standing:
    """Lock a booking's person, right and resource, ``also`` other resources with it, then the booking.

    Args:
        tx: the transaction.
        booking: which.
        also: resources to which it may be moved.
        spends: whether units of the right may be used: its budget is then locked before it.

    Raises:
        BookingMissing: ``rights.booking_missing``, also when it is another's.
        Contended: it was moved meanwhile.
    """
    found = await find_booking(tx, booking)
    await expect_within(tx, found)
    number = await lock_person(tx, found.person)
    if spends:
        await lock_budget(tx, (await find_right(tx, found.entitlement)).budget)
    right = await lock_right(tx, found.entitlement)
    held = [await lock_resource(tx, one) for one in sorted({found.resource, *also})]
    row = await lock_booking(tx, booking)
    if row.resource != found.resource:
        raise Contended
    at = next(one for one in held if one.id == row.resource)
    return Standing(row, right, await service_of(tx, row), at, number)
