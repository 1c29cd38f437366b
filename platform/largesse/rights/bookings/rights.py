"""The right behind a booking: reserved while it lives, active again or used when it ends.

Invariant   a right stands for one living booking; units are used by the one path that uses rights
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.rights.bookings.booking import OutsideValidity
from largesse.rights.entitlements.entitlement import (
    BOOKABLE,
    Entitlement,
    Lapsed,
    NotClaimed,
    NotYetValid,
    State,
    WrongState,
    move,
)
from largesse.rights.entitlements.locking import Right, keep_right, lock_right
from largesse.rights.redemptions.use import Use, use_right
from largesse.store.work import Tx

_LEFT = "select units - units_used from rights_entitlement where id = $1 and state = any($2)"


def expect_bookable(right: Entitlement, starts_at: datetime, now: datetime) -> None:
    """Refuse a right that cannot be booked now, or not for that day.

    Raises:
        NotClaimed, Lapsed, NotYetValid, WrongState: about the right now.
        OutsideValidity: ``rights.slot_outside_validity``: about the day.
    """
    if right.state in {State.PENDING, State.ISSUED}:
        raise NotClaimed
    if right.state is State.EXPIRED or now >= right.valid_to:
        raise Lapsed(right.valid_to)
    if right.state is not State.ACTIVE:
        raise WrongState(right.state.value, State.RESERVED.value)
    if starts_at < right.valid_from:
        raise NotYetValid(right.valid_from)
    if starts_at >= right.valid_to:
        raise OutsideValidity(right.valid_to)


async def reserve(tx: Tx[Any], right: Right) -> None:
    """Set a right aside for a booking; one that is suspended goes on as reserved once it is resumed."""
    if right.state is State.SUSPENDED:
        await _resumes_as(tx, right, State.RESERVED)
        return
    await keep_right(tx, right, move(right.entitlement, State.RESERVED))


async def release(tx: Tx[Any], right: Right) -> None:
    """Give a right back to its holder; one that was ended or suspended meanwhile stays so."""
    if right.state is State.RESERVED:
        await keep_right(tx, right, move(right.entitlement, State.ACTIVE))
    elif right.previous is State.RESERVED:
        await _resumes_as(tx, right, State.ACTIVE)


async def _resumes_as(tx: Tx[Any], right: Right, state: State) -> None:
    """Say where a suspended right goes on from: its booking came or ended meanwhile."""
    was = right.entitlement
    await keep_right(tx, right, replace(was, previous=state, version=was.version + 1))


async def spend(tx: Tx[Any], right: UUID, units: int, at: datetime, proof: str) -> int:
    """Use units of a booked right at the time of the booking, and set what is left of it free.

    The caller has not locked the right: the budget comes first.

    Returns:
        How many units were used: no more than were left, none of a right that was ended meanwhile.
    """
    left = await tx.value(_LEFT, right, sorted(state.value for state in BOOKABLE))
    wanted = min(units, left or 0)
    if wanted:
        await use_right(tx, Use(right, "console", proof, units=wanted, at=at))
    await release(tx, await lock_right(tx, right))
    return wanted
