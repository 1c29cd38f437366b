"""By the clock: what nobody answered ends, offers go to the next, who did not come is marked.

Invariant   each in its own transaction, judged again under its locks, so that a round may run twice; bounded
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from largesse.kernel.clock import day_in, now
from largesse.kernel.errors import Contended, Told
from largesse.rights.bookings.attend import missed
from largesse.rights.bookings.booking import NO_SHOW_AFTER, State, no_show_due
from largesse.rights.bookings.cancel import end
from largesse.rights.bookings.keeping import Moving
from largesse.rights.bookings.standing import stand
from largesse.rights.bookings.wait import find_entry, give_up
from largesse.rights.places.place import Offered
from largesse.rights.slots.locking import lock_resource, touch
from largesse.rights.slots.open import Found, serving, slots_of
from largesse.rights.waiting.entry import State as Waits
from largesse.rights.waiting.serve import Freed, serve
from largesse.store.work import Read, Tx, Work

log = structlog.get_logger(__name__)
ROUND_MAX = 200
WAITING_MAX = 50
_DAYS = 14
_IS_OVER = "state = 'proposed' and hold_until < $1"
# A provider answers for what stands in its own calendar.
_IS_UNDECIDED = "state = 'pending' and session is null and starts_at <= $1"
WAITS = f"""
select from rights_booking where {_IS_OVER} union all select from rights_booking where {_IS_UNDECIDED}
"""  # noqa: S608 - constants
_HOLDS = f"select id from rights_booking where {_IS_OVER} order by hold_until limit $2"  # noqa: S608 - constants
_UNDECIDED = f"select id from rights_booking where {_IS_UNDECIDED} order by starts_at limit $2"  # noqa: S608 - constants
# Who came to a provider's place is told by the provider.
_ABSENT = """
select id from rights_booking where state = 'booked' and session is null and ends_at < $1
order by ends_at limit $2
"""
_OFFERS = (
    "select id from rights_waiting where state = 'offered' and accept_by < $1 order by accept_by limit $2"
)
_OVER = """
select id from rights_waiting where state = 'waiting' and starts_to < $1 order by starts_to limit $2
"""
_WAITING = """
select w.service, w.place, w.resource, greatest(w.starts_from, $1) as starts_from, w.starts_to
from rights_waiting w where w.state = 'waiting' and w.starts_to > $1 order by w.joined_at, w.id limit $2
"""
_SERVICE = "select * from rights_service where id = $1"


@dataclass(frozen=True)
class _Due:
    id: UUID


@dataclass(frozen=True)
class _Waits:
    service: UUID
    place: UUID
    resource: UUID | None
    starts_from: datetime
    starts_to: datetime


async def lapse_holds(work: Work) -> None:
    """Give back what nobody confirmed, or decided over, in time; of each at most 200 a round."""
    await _each(work, _HOLDS, now(), _lapse)
    await _each(work, _UNDECIDED, now(), _undecided)


async def mark_no_shows(work: Work) -> None:
    """Mark who did not come within an hour after the end of his booking, at most 200 a round."""
    await _each(work, _ABSENT, now() - NO_SHOW_AFTER, _absent)


async def keep_waiting_lists(work: Work) -> None:
    """Offer what was not accepted in time to the next, end what is over, serve what became free otherwise."""
    await _each(work, _OFFERS, now(), _offer_over)
    await _each(work, _OVER, now(), _wait_over)
    await _serve_free(work)


async def _each(
    work: Work, sql: str, before: datetime, act: Callable[[Tx[Any], UUID], Awaitable[None]]
) -> None:
    """Do one thing with each that is due; one that is in another's hands, or refused, is left and noted."""
    due: Sequence[_Due] = await work.alone(_Due, sql, before, ROUND_MAX)
    for one in due:
        try:
            async with work.job() as tx:
                await act(tx, one.id)
        except (Contended, Told) as no:
            log.info("booking_job_left", subject=str(one.id), why=str(no) or type(no).__name__)


async def _lapse(tx: Tx[Any], booking: UUID) -> None:
    one = await stand(tx, booking)
    if one.booking.state is State.PROPOSED and one.booking.hold_until and tx.now > one.booking.hold_until:
        await end(tx, one, Moving(State.CANCELLED, "lapsed"), 0)


async def _undecided(tx: Tx[Any], booking: UUID) -> None:
    one = await stand(tx, booking)
    if one.booking.state is State.PENDING and not one.booking.session and tx.now >= one.booking.starts_at:
        await end(tx, one, Moving(State.CANCELLED, "undecided"), 0)


async def _absent(tx: Tx[Any], booking: UUID) -> None:
    one = await stand(tx, booking, spends=True)
    if no_show_due(one.booking.state, one.booking.ends_at, tx.now):
        await missed(tx, one)


async def _offer_over(tx: Tx[Any], waiting: UUID) -> None:
    entry = await find_entry(tx, waiting)
    if entry.state is Waits.OFFERED and entry.accept_by and tx.now > entry.accept_by:
        await give_up(tx, entry, Waits.LAPSED)


async def _wait_over(tx: Tx[Any], waiting: UUID) -> None:
    entry = await find_entry(tx, waiting)
    if entry.state is Waits.WAITING:
        await give_up(tx, entry, Waits.LAPSED)


async def _serve_free(work: Work) -> None:
    """Look for places that no cancelling made free: new hours, a greater capacity, an extra day."""
    async with work.read() as read:
        waiting = await read.all(_Waits, _WAITING, now(), WAITING_MAX)
        found = [one for waits in waiting for one in await _free(read, waits)]
    done: set[tuple[UUID, datetime]] = set()
    for one in found:
        if (key := (one.at.id, one.slot.starts_at)) in done:
            continue
        done.add(key)
        async with work.job() as tx:
            await _serve(tx, one)


async def _free(read: Read, waits: _Waits) -> list[Found]:
    service = await read.one(Offered, _SERVICE, waits.service)
    where = await serving(read, waits.service, waits.place)
    mine = [at for at in where if waits.resource in {None, at.id}]
    if service is None or not mine:
        return []
    first = min(day_in(waits.starts_from, at.zone) for at in mine)
    slots = await slots_of(read, mine, first, _DAYS)
    return [
        one for one in slots if one.slot.left and waits.starts_from <= one.slot.starts_at < waits.starts_to
    ][:5]


async def _serve(tx: Tx[Any], found: Found) -> None:
    at = await lock_resource(tx, found.at.id)
    for one in await slots_of(tx, [at], day_in(found.slot.starts_at, at.zone), 1):
        if one.slot.starts_at == found.slot.starts_at and one.slot.left and at.running:
            row = await touch(tx, at, one.slot)
            if row is not None:
                await serve(tx, Freed(at, row, one.slot.starts_at, one.slot.ends_at))
