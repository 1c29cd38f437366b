"""A request for a new password: how long it lives, where it stands, the code that is read out.

Invariant   a request whose name nobody has stands and ages like any other
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from largesse.identity.ids import ResetId, StaffId
from largesse.kernel.errors import Missing, Refusal, TooOften
from largesse.store.sealing import signature

LIVES = timedelta(hours=1)  # for both administrators
READY_FOR = timedelta(minutes=15)  # for the new password, from the second of them on
TRIES = 5  # at one request's code
OPEN_MAX = 5  # requests of one person at once; one more takes the place of the oldest
HOURLY_OF_ADDRESS = 20
CODE_DIGITS = 8
_HEAD = 4

State = Literal["waiting", "confirmed", "ready", "expired", "done", "declined", "replaced", "spoilt", "left"]
OPEN: tuple[State, ...] = ("waiting", "confirmed", "ready")


@dataclass(frozen=True)
class ResetMissing(Missing):
    """No such request for a new password within reach."""

    code = "identity.reset_missing"
    reset: UUID


@dataclass(frozen=True)
class ResetUnknown(Missing):
    """Nobody asked for a new password in this browser."""

    code = "identity.reset_unknown"


@dataclass(frozen=True)
class ResetOver(Refusal):
    """The request has another state than the act needs: it ended, expired, or is not that far."""

    code = "identity.reset_over"
    state: str


@dataclass(frozen=True)
class ResetCodeWrong(Refusal):
    """The code is not this request's; after too many the request ends."""

    code = "identity.reset_code_wrong"
    path = "code"
    left: int


@dataclass(frozen=True)
class ResetSecondPerson(Refusal):
    """Whoever confirmed the code does not co-sign too."""

    code = "identity.reset_second_person"


@dataclass(frozen=True)
class ResetTooOften(TooOften):
    """Too many requests came from this address."""

    code = "identity.reset_too_often"
    minutes: int
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Reset:
    """A request as it is read, and whose it is; without ``staff`` nobody has the name that was given.

    ``confirmed``: by somebody who may still confirm, whose name is ``confirmer``.
    """

    id: ResetId
    staff: StaffId | None
    code_hash: str
    code_head: str
    address: str
    device: str
    asked_at: datetime
    expires_at: datetime
    tries: int
    confirmed_by: UUID | None
    confirmed: bool
    confirmer: str
    cosigned_by: UUID | None
    ended_why: Literal["done", "declined", "replaced", "spoilt", "left"] | None
    name: str
    number: str
    person_state: str
    unit: UUID | None
    unit_zh: str
    unit_en: str


def state_of(reset: Reset, at: datetime) -> State:
    """Tell where a request stands."""
    if reset.ended_why is not None:
        return reset.ended_why
    if reset.expires_at <= at:
        return "expired"
    if reset.cosigned_by is not None:
        return "ready"
    return "confirmed" if reset.confirmed else "waiting"


def expect(reset: Reset, at: datetime, *states: State) -> None:
    """Refuse an act on a request that stands elsewhere.

    Raises:
        ResetOver: ``identity.reset_over``.
    """
    state = state_of(reset, at)
    if state not in states:
        raise ResetOver(state)


def code_of(secret: str) -> str:
    """Give the code that belongs to a secret, eight digits: worked out from it and kept nowhere."""
    number = int(signature(secret.encode(), "identity.reset").rpartition(":")[2], 16)
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def code_hash(reset: UUID, code: str) -> str:
    """Give the keyed hash by which a typed code is compared."""
    return signature(f"{reset}:{code}".encode(), "identity.reset_code")


def head_of(code: str) -> str:
    """Give what administrators see of a code, to tell requests apart."""
    return code[:_HEAD]
