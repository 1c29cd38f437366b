"""One who waits for a place: his states, the refusals. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because

WINDOW_MAX = timedelta(days=62)


class State(StrEnum):
    """Where an entry stands; a booking that it became says the rest."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    LEFT = "left"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class WaitingMissing(Missing):
    """No such entry, or not one's own."""

    code = "rights.waiting_missing"
    waiting: UUID


@dataclass(frozen=True)
class WaitingWrongState(Refusal):
    """The entry is not in a state that allows this."""

    code = "rights.waiting_wrong_state"
    state: str


@dataclass(frozen=True)
class WaitsAlready(Refusal):
    """The right waits for a place already."""

    code = "rights.waits_already"


@dataclass(frozen=True)
class OfferOver(Refusal):
    """The time in which the place was kept is over; it went to the next."""

    code = "rights.offer_over"
    accept_by: datetime


def window_given(starts_from: datetime, starts_to: datetime, now: datetime) -> None:
    """Refuse a time to wait for that is over, turned round, or longer than two months.

    Raises:
        Malformed: ``kernel.malformed`` at ``starts_to``.
    """
    if not starts_from < starts_to or starts_to <= now or starts_to - starts_from > WINDOW_MAX:
        raise Malformed(because("rights.reason.window", most=WINDOW_MAX.days), "starts_to")
