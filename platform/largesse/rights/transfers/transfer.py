"""What may be given to whom, and for how long an offer stands.

Words       *giver* who holds the right, *receiver* whom it is offered to; policy: none, family or anyone
Invariant   an offer never outlives the right; the blocked, the staff and the giver himself receive nothing
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal
from largesse.rights.entitlements.entitlement import Lapsed, State, WrongState
from largesse.rights.entitlements.locking import Right

TRANSFER = "trf"
STANDS_FOR = timedelta(hours=72)
GIVEABLE = frozenset({State.ISSUED, State.ACTIVE})
WORDS_MAX = 200


class TransferState(StrEnum):
    """Where an offer stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class TransferMissing(Missing):
    """No such offer, or not to this client."""

    code = "rights.transfer_missing"
    transfer: UUID | None = None


@dataclass(frozen=True)
class TransferOver(Refusal):
    """The offer has been answered, taken back, or its time is over."""

    code = "rights.transfer_over"
    state: str


@dataclass(frozen=True)
class NotForOthers(Refusal):
    """The right is its holder's alone."""

    code = "rights.not_for_others"


@dataclass(frozen=True)
class FamilyOnly(Refusal):
    """The right can be given within the household only."""

    code = "rights.family_only"
    path: str | None = "receiver"


@dataclass(frozen=True)
class PartlyUsed(Refusal):
    """Part of the right was used: the rest stays with who used it."""

    code = "rights.partly_used"


@dataclass(frozen=True)
class CodeGivenOut(Refusal):
    """Its provider's code is in the giver's hands and would open it after the transfer."""

    code = "rights.code_given_out"


@dataclass(frozen=True)
class OwnGift(Refusal):
    """Giver and receiver are one."""

    code = "rights.own_gift"


@dataclass(frozen=True)
class ReceiverKeptOut(Refusal):
    """Whoever it is for cannot receive anything now; why is not said."""

    code = "rights.receiver_kept_out"


@dataclass(frozen=True)
class Person:
    """What decides over a receiver."""

    id: UUID
    household: UUID | None
    blocked: bool
    is_staff: bool


def check_giveable(right: Right, now: datetime, *, ordered: bool) -> None:
    """Refuse what cannot be given now.

    Args:
        right: as read under its lock.
        now: aware UTC.
        ordered: whether a provider fulfils or fulfilled it.

    Raises:
        WrongState, Lapsed, PartlyUsed, NotForOthers, CodeGivenOut.
    """
    if right.transfer == "none":
        raise NotForOthers
    if right.state not in GIVEABLE:
        raise WrongState(right.state.value, State.TRANSFERRING.value)
    if now >= right.valid_to:
        raise Lapsed(right.valid_to)
    if right.units_used:
        raise PartlyUsed
    if ordered or (right.state is State.ACTIVE and right.fulfil_mode != "own_code"):
        raise CodeGivenOut


def check_receiver(giver: Person, receiver: Person, policy: str) -> None:
    """Refuse who may not receive.

    Raises:
        OwnGift, FamilyOnly, ReceiverKeptOut, NotForOthers.
    """
    if policy == "none":
        raise NotForOthers
    if giver.id == receiver.id:
        raise OwnGift
    if policy == "family" and not same_household(giver, receiver):
        raise FamilyOnly
    if receiver.blocked or receiver.is_staff:
        raise ReceiverKeptOut


def same_household(one: Person, other: Person) -> bool:
    """Tell whether two people live together, as the bank knows it."""
    return one.household is not None and one.household == other.household


def stands_until(now: datetime, valid_to: datetime) -> datetime:
    """Give when an offer lapses: after three days, and never after the right."""
    return min(now + STANDS_FOR, valid_to)


def expect_open(state: str, expires_at: datetime, now: datetime) -> None:
    """Refuse an offer that is over.

    Raises:
        TransferOver: ``rights.transfer_over``.
    """
    if state != TransferState.OFFERED:
        raise TransferOver(state)
    if now >= expires_at:
        raise TransferOver(TransferState.LAPSED.value)
