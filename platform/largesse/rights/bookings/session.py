"""Sessions as a provider told them, and which of them can be had. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.rights.slots.slot import Slot, Terms, too_far, too_soon

NEXT = 3


@dataclass(frozen=True)
class Session:
    """One session; ``ref`` is the provider's own name of it, ``free`` how many places it said are left."""

    ref: str
    starts_at: datetime
    ends_at: datetime
    free: int


@dataclass(frozen=True)
class SessionsTold:
    """What a provider said when it was asked just now: sessions in order of time, or why it said nothing."""

    sessions: tuple[Session, ...] = ()
    no: Refusal | None = None


def slot_of(resource: UUID, one: Session) -> Slot:
    """Give a session as a slot, so that it is shown and judged like one of ours."""
    return Slot(resource, one.starts_at, one.ends_at, one.free)


def can_be_had(one: Session, terms: Terms, now: datetime) -> bool:
    """Tell whether a session has a place and lies within notice and horizon; its length is the provider's."""
    return one.free > 0 and not too_soon(one, terms, now) and not too_far(one, terms, now)


def next_of(
    sessions: Sequence[Session], terms: Terms, now: datetime, besides: datetime | None = None
) -> list[Session]:
    """Give the next sessions that can be had, others than the one that could not."""
    return [one for one in sessions if can_be_had(one, terms, now) and one.starts_at != besides][:NEXT]
