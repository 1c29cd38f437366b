"""At the desk: check in by the booking's QR code, note the arrival, the use, or that nobody came.

Invariant   what is done uses one unit of the right, what a no-show costs is the service's rule; both are
            booked
            at the time of the booking, by the one path that uses rights
"""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.rights.bookings.booking import State, expect_check_in, expect_move, may_be_done
from largesse.rights.bookings.cancel import end
from largesse.rights.bookings.keeping import BookingStanding, Moving, find_booking, keep
from largesse.rights.bookings.pass_code import booking_in
from largesse.rights.bookings.records import BookingId
from largesse.rights.bookings.rights import reserve, spend
from largesse.rights.bookings.standing import Standing, expect_ours, stand
from largesse.rights.bookings.taking import expect_free
from largesse.rights.entitlements.locking import lock_right
from largesse.rights.redemptions.missed import visit_taken
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class NotBegun(Refusal):
    """The slot has not begun yet."""

    code = "rights.booking_not_begun"


@dataclass(frozen=True, kw_only=True)
class CheckInByCode(Ask):
    """The booking's QR code, as it was scanned at the desk."""

    code: str = asked("What the QR code holds.")


@dataclass(frozen=True, kw_only=True)
class CheckIn(Ask):
    """A booking whose person stands at the desk."""

    booking: BookingId = asked("The booking, bkg_….", id="bkg")


@dataclass(frozen=True, kw_only=True)
class NoteArrived(CheckIn):
    """A booking whose person is being served."""


@dataclass(frozen=True, kw_only=True)
class NoteFulfilled(CheckIn):
    """A booking of which everything is done."""


@dataclass(frozen=True, kw_only=True)
class NoteNoShow(CheckIn):
    """A booking to which nobody came."""


async def check_in_by_code(ask: CheckInByCode, *, actor: Actor, work: Work) -> BookingStanding:
    """Check somebody in by the code on his phone.

    Raises:
        PassUnknown: ``rights.pass_unknown``.
        BookingMissing, BookingWrongState, TooEarly: about the booking.
    """
    actor.must("rights.attend")
    booking = booking_in(ask.code)
    async with work.begin(ask, actor, use="rights.check_in_by_code", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        return await tx.done(await _check_in(tx, booking, "code"))


async def check_in(ask: CheckIn, *, actor: Actor, work: Work) -> BookingStanding:
    """Check somebody in whom the desk knows.

    Raises:
        BookingMissing, BookingWrongState, TooEarly: about the booking.
    """
    actor.must("rights.attend")
    async with work.begin(ask, actor, use="rights.check_in", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        return await tx.done(await _check_in(tx, ask.booking, "desk"))


async def note_arrived(ask: NoteArrived, *, actor: Actor, work: Work) -> BookingStanding:
    """Note that somebody is being served; also of one who was marked as not having come.

    Raises:
        BookingMissing, BookingWrongState, TooEarly: about the booking.
    """
    actor.must("rights.attend")
    async with work.begin(ask, actor, use="rights.note_arrived", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        missed_it = (await find_booking(tx, ask.booking)).state is State.NO_SHOW
        one = await stand(tx, ask.booking, spends=missed_it)
        expect_ours(one.booking)
        expect_move(one.booking.state, State.ARRIVED)
        if one.booking.state is State.BOOKED:
            expect_check_in(one.booking.state, one.booking.starts_at, tx.now)
        if one.booking.state is State.NO_SHOW:
            await _came_after_all(tx, one)
        standing = await keep(tx, one.at, one.booking, Moving(State.ARRIVED))
        tx.audit("rights.booking_arrived", str(ask.booking), {}, org_unit=one.booking.org_unit)
        return await tx.done(standing)


async def note_fulfilled(ask: NoteFulfilled, *, actor: Actor, work: Work) -> BookingStanding:
    """Note that everything of a booking is done: one unit of the right is used.

    Raises:
        BookingMissing, BookingWrongState: about the booking.
        NotBegun: ``rights.booking_not_begun``.
    """
    actor.must("rights.attend")
    async with work.begin(ask, actor, use="rights.note_fulfilled", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking, spends=True)
        expect_ours(one.booking)
        expect_move(one.booking.state, State.FULFILLED)
        if not may_be_done(one.booking.starts_at, one.service.minutes, tx.now):
            raise NotBegun
        at = min(tx.now, one.booking.ends_at)
        used = await spend(tx, one.right.id, 1 - one.booking.units_used, at, "booking.fulfilled")
        standing = await keep(tx, one.at, one.booking, Moving(State.FULFILLED, units=used))
        tx.audit("rights.booking_fulfilled", str(ask.booking), {"units": used}, org_unit=one.booking.org_unit)
        return await tx.done(standing)


async def note_no_show(ask: NoteNoShow, *, actor: Actor, work: Work) -> BookingStanding:
    """Note that nobody came: the service's rule says how many units that takes.

    Raises:
        BookingMissing, BookingWrongState: about the booking.
        NotBegun: ``rights.booking_not_begun``.
    """
    actor.must("rights.attend")
    async with work.begin(ask, actor, use="rights.note_no_show", answer=BookingStanding) as tx:
        if tx.earlier:
            return tx.earlier
        one = await stand(tx, ask.booking, spends=True)
        expect_move(one.booking.state, State.NO_SHOW)
        if tx.now < one.booking.starts_at:
            raise NotBegun
        used = await missed(tx, one)
        tx.audit("rights.booking_missed", str(ask.booking), {"units": used}, org_unit=one.booking.org_unit)
        return await tx.done(BookingStanding(ask.booking, State.NO_SHOW.value))


async def missed(tx: Tx[Any], one: Standing) -> int:
    """Mark a booking to which nobody came; gives the units that it took."""
    return await end(tx, one, Moving(State.NO_SHOW), one.policy.no_show_units)


async def _came_after_all(tx: Tx[Any], one: Standing) -> None:
    """Take a mark back: the right stands for this booking again, unless its unit was used already."""
    await expect_free(tx, one.booking.person, one.booking, besides=one.booking.id)
    if not await visit_taken(tx, one.booking.id):
        await reserve(tx, await lock_right(tx, one.right.id))


async def _check_in(tx: Tx[Any], booking: BookingId, how: str) -> BookingStanding:
    one = await stand(tx, booking)
    expect_ours(one.booking)
    expect_check_in(one.booking.state, one.booking.starts_at, tx.now)
    standing = await keep(tx, one.at, one.booking, Moving(State.CHECKED_IN))
    tx.audit("rights.booking_checked_in", str(booking), {"how": how}, org_unit=one.booking.org_unit)
    return standing
