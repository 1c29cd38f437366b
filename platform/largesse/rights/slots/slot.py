"""One slot: how many of its places are taken, what it is called, whether it may be booked now. Pure.

Words       free 可约, busy-tentative 暂占, busy 已满, busy-unavailable 停约,
            entered-in-error 误录 (FHIR Slot)
Invariant   held + booked + blocked <= capacity + beyond
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from largesse.rights.slots.hours import Opening


class Status(StrEnum):
    """What a slot is called, in FHIR's words."""

    FREE = "free"
    BUSY_TENTATIVE = "busy-tentative"
    BUSY = "busy"
    BUSY_UNAVAILABLE = "busy-unavailable"
    ENTERED_IN_ERROR = "entered-in-error"


@dataclass(frozen=True)
class Taken:
    """What is taken of a slot that was touched."""

    id: UUID
    resource: UUID
    starts_at: datetime
    ends_at: datetime
    capacity: int
    held: int
    booked: int
    blocked: int
    beyond: int

    @property
    def used(self) -> int:
        """Count the places that somebody or something takes."""
        return self.held + self.booked + self.blocked


class Begins(Protocol):
    """What begins at an instant: a slot of ours, or a session of a provider's."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""


@dataclass(frozen=True)
class Slot:
    """A slot of a resource; ``id`` None: nobody touched it; ``open``: rules give it now."""

    resource: UUID
    starts_at: datetime
    ends_at: datetime
    capacity: int
    session: dict[str, str] = field(default_factory=dict)
    id: UUID | None = None
    held: int = 0
    booked: int = 0
    blocked: int = 0
    open: bool = True

    @property
    def left(self) -> int:
        """Count the places that can be taken."""
        return max(0, self.capacity - self.held - self.booked - self.blocked) if self.open else 0

    @property
    def status(self) -> Status:
        """Give the slot's word."""
        if self.left:
            return Status.FREE
        if not self.open and not self.held + self.booked + self.blocked:
            return Status.ENTERED_IN_ERROR
        if self.held:
            return Status.BUSY_TENTATIVE
        return Status.BUSY if self.booked else Status.BUSY_UNAVAILABLE


@dataclass(frozen=True)
class Terms:
    """What a service asks of a slot."""

    minutes: int
    notice_minutes: int
    horizon_days: int


def merged(openings: Iterable[Opening], taken: Sequence[Taken]) -> list[Slot]:
    """Lay what is taken over what rules give, by resource and time.

    A slot in use stays as it was made, also where its hours were changed since; what rules give and would
    overlap it is left out.
    """
    used = [one for one in taken if one.used]
    given = list(openings)
    same = {(one.resource, one.starts_at, one.ends_at): one for one in taken}
    found = [
        _laid(one, same.get((one.resource, one.starts_at, one.ends_at)))
        for one in given
        if not any(_in_the_way(one, other) for other in used)
    ]
    there = {(one.resource, one.starts_at, one.ends_at) for one in given}
    found += [_closed(one) for one in used if (one.resource, one.starts_at, one.ends_at) not in there]
    return sorted(found, key=lambda one: (one.starts_at, one.resource))


def too_short(slot: Slot, terms: Terms) -> bool:
    """Tell whether a service does not fit into a slot."""
    return slot.ends_at - slot.starts_at < timedelta(minutes=terms.minutes)


def too_soon(one: Begins, terms: Terms, now: datetime) -> bool:
    """Tell whether it begins within the notice period, or has begun."""
    return one.starts_at < now + timedelta(minutes=terms.notice_minutes) or one.starts_at <= now


def too_far(one: Begins, terms: Terms, now: datetime) -> bool:
    """Tell whether it lies beyond the days for which bookings are taken."""
    return one.starts_at > now + timedelta(days=terms.horizon_days)


def offered(slot: Slot, terms: Terms, now: datetime) -> bool:
    """Tell whether a slot is shown to clients: open, long enough, neither too soon nor too far."""
    hidden = too_short(slot, terms) or too_soon(slot, terms, now) or too_far(slot, terms, now)
    return slot.open and not hidden


def _in_the_way(given: Opening, other: Taken) -> bool:
    overlaps = given.starts_at < other.ends_at and other.starts_at < given.ends_at
    same = (given.starts_at, given.ends_at) == (other.starts_at, other.ends_at)
    return given.resource == other.resource and overlaps and not same


def _laid(given: Opening, taken: Taken | None) -> Slot:
    if taken is None:
        return Slot(given.resource, given.starts_at, given.ends_at, given.capacity, given.session)
    return Slot(
        given.resource,
        given.starts_at,
        given.ends_at,
        given.capacity,
        given.session,
        id=taken.id,
        held=taken.held,
        booked=taken.booked,
        blocked=taken.blocked,
    )


def _closed(one: Taken) -> Slot:
    return Slot(
        one.resource,
        one.starts_at,
        one.ends_at,
        one.capacity,
        id=one.id,
        held=one.held,
        booked=one.booked,
        blocked=one.blocked,
        open=False,
    )
