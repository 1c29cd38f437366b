"""A right that ends, or goes to another, leaves no booking and no wait behind: its place goes to the next.

Invariant   what is held or booked in time to come ends with its right; who has come, or should have, is
            judged by the booking's own rules; what stands in a provider's calendar is asked back there
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.rights.bookings.booking import State
from largesse.rights.bookings.cancel import call_off, end
from largesse.rights.bookings.keeping import Moving
from largesse.rights.bookings.session_ask import BookingAtProvider, drop_open
from largesse.rights.bookings.session_wish import WITHDRAWN, By
from largesse.rights.bookings.standing import Standing, stand
from largesse.rights.bookings.wait import find_entry, give_up
from largesse.rights.entitlements.expire import EXPIRED
from largesse.rights.revocations.decide import REVOKED
from largesse.rights.revocations.revocation import newest_order, order_stands
from largesse.rights.transfers.ending import CHANGED as GIVEN
from largesse.rights.waiting.entry import State as Waits
from largesse.store.outbox import Event, Handler, Handlers, Later
from largesse.store.work import Tx, typed

_AGAIN_S = 30.0
_GONE = "from rights_entitlement e where e.id = x.entitlement and (e.state = any($2) or e.holder <> x.holder)"
_OVER = ["expired", "revoked", "failed"]
_BOOKED = f"""
select x.id, x.starts_at from rights_booking x
where x.entitlement = $1 and x.state in ('proposed', 'pending', 'booked') and exists (select {_GONE})
"""  # noqa: S608 - a constant
_WAITS = f"""
select x.id from rights_waiting x
where x.entitlement = $1 and x.state in ('waiting', 'offered') and exists (select {_GONE})
"""  # noqa: S608 - a constant


@dataclass(frozen=True)
class _Ended:
    """The right that ended, as its event names it."""

    entitlement: UUID


@dataclass(frozen=True)
class _Booked:
    id: UUID
    starts_at: datetime


@dataclass(frozen=True)
class _Waiting:
    id: UUID


async def end_booking(event: Event, tx: Tx[Any]) -> None:
    """End the booking that lives, with nothing taken.

    Raises:
        CancelAtProvider, ProviderPaused: people must look.
        Later: the provider is being asked about it this moment.
    """
    right = typed(event.payload, _Ended).entitlement
    for booked in await tx.all(_Booked, _BOOKED, right, _OVER):
        if booked.starts_at > tx.now:
            await _end(tx, await stand(tx, booked.id))


async def end_wait(event: Event, tx: Tx[Any]) -> None:
    """End the wait; a place that was offered goes to the next."""
    right = typed(event.payload, _Ended).entitlement
    for waiting in await tx.all(_Waiting, _WAITS, right, _OVER):
        await give_up(tx, await find_entry(tx, waiting.id), Waits.LAPSED)


async def _end(tx: Tx[Any], one: Standing) -> None:
    if one.booking.state not in {State.PROPOSED, State.PENDING, State.BOOKED}:
        return
    if one.booking.session and not await _stands_there(tx, one):
        await drop_open(tx, one.booking.id, WITHDRAWN)
        await end(tx, one, Moving(State.CANCELLED, "right"), 0)
        return
    try:
        await call_off(tx, one, 0, By("right"))
    except BookingAtProvider as asked:
        raise Later(_AGAIN_S, asked.code) from asked


async def _stands_there(tx: Tx[Any], one: Standing) -> bool:
    """Tell whether a provider still has the order in whose name it keeps the session."""
    return order_stands(await newest_order(tx, one.right.id))


HANDLERS: Handlers = {
    topic: [Handler(f"rights.end_booking_{why}", end_booking), Handler(f"rights.end_wait_{why}", end_wait)]
    for topic, why in ((EXPIRED, "expired"), (REVOKED, "revoked"), (GIVEN, "given"))
}
