"""One right in one client's hands: its states and the only moves between them.

Words       pending 待发放, issued 待领取, active 可使用, reserved 已预占, transferring 转赠中,
            suspended 冻结, redeemed 已核销, reversed 已撤销核销, expired 已过期, revoked 已撤销,
            failed 发放失败
Invariant   a right moves only along MOVES; used units never exceed its units; what is over stays over, but a
            use that had happened before an expiry is booked after it
Source      docs/explanation/entitlement.md
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from largesse.kernel.errors import Broken, Missing, Refusal

RIGHT, ORDER = "ent", "ord"
CLIENT, ACTIVITY, PACKAGE_GIFT = "cli", "act", "pgf"
OPEN_ORDER = frozenset({"created", "submitted", "unknown", "accepted"})


class State(StrEnum):
    """Where a right stands."""

    PENDING = "pending"
    ISSUED = "issued"
    ACTIVE = "active"
    RESERVED = "reserved"
    TRANSFERRING = "transferring"
    SUSPENDED = "suspended"
    REDEEMED = "redeemed"
    REVERSED = "reversed"
    EXPIRED = "expired"
    REVOKED = "revoked"
    FAILED = "failed"


_S = State
MOVES: dict[State, frozenset[State]] = {
    _S.PENDING: frozenset({_S.ISSUED, _S.FAILED, _S.REVOKED, _S.EXPIRED, _S.SUSPENDED}),
    _S.ISSUED: frozenset(
        {_S.ACTIVE, _S.TRANSFERRING, _S.EXPIRED, _S.REVOKED, _S.FAILED, _S.SUSPENDED, _S.REDEEMED}
    ),
    _S.ACTIVE: frozenset(
        {_S.ISSUED, _S.RESERVED, _S.REDEEMED, _S.TRANSFERRING, _S.EXPIRED, _S.REVOKED, _S.SUSPENDED}
    ),
    _S.RESERVED: frozenset({_S.ACTIVE, _S.REDEEMED, _S.REVOKED, _S.SUSPENDED}),
    _S.TRANSFERRING: frozenset({_S.ISSUED, _S.ACTIVE, _S.SUSPENDED, _S.REDEEMED}),
    _S.SUSPENDED: frozenset(
        {_S.PENDING, _S.ISSUED, _S.ACTIVE, _S.RESERVED, _S.REDEEMED, _S.REVOKED, _S.EXPIRED}
    ),
    _S.REDEEMED: frozenset({_S.REVERSED}),
    _S.REVERSED: frozenset({_S.ISSUED, _S.ACTIVE, _S.RESERVED, _S.SUSPENDED, _S.EXPIRED}),
    _S.EXPIRED: frozenset({_S.REDEEMED}),
    _S.REVOKED: frozenset(),
    _S.FAILED: frozenset(),
}
OVER = frozenset({_S.REVOKED, _S.FAILED})
ASIDE = frozenset({_S.SUSPENDED, _S.TRANSFERRING})
UNUSED = frozenset({_S.ISSUED, _S.ACTIVE, _S.SUSPENDED})
BOOKABLE = frozenset({_S.ACTIVE, _S.RESERVED, _S.SUSPENDED, _S.TRANSFERRING, _S.EXPIRED})
# What stands beside a use that was not told in time: told after the validity, or itself outside of it.
Mark = Literal["late", "outside"]


@dataclass(frozen=True)
class EntitlementMissing(Missing):
    """No such right, or not this client's."""

    code = "rights.entitlement_missing"
    entitlement: UUID


@dataclass(frozen=True)
class WrongState(Refusal):
    """The right is not in a state that allows this."""

    code = "rights.entitlement_wrong_state"
    state: str
    wanted: str


@dataclass(frozen=True)
class AlreadyUsed(Refusal):
    """Every unit of the right has been used."""

    code = "rights.already_used"
    used_at: datetime | None = None


@dataclass(frozen=True)
class Lapsed(Refusal):
    """The right's validity is over."""

    code = "rights.entitlement_expired"
    valid_to: datetime


@dataclass(frozen=True)
class NotYetValid(Refusal):
    """The right's validity has not begun."""

    code = "rights.entitlement_not_yet_valid"
    valid_from: datetime


@dataclass(frozen=True)
class NotClaimed(Refusal):
    """The right has not been claimed yet, so it has no code."""

    code = "rights.entitlement_not_claimed"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The columns that decide, as read under the row's lock.

    ``previous`` is the state that a suspended right, or one in transfer, goes back to; ``elsewhere``: its
    holder had it in another system, and could use it before he claimed it here.
    """

    id: UUID
    state: State
    units: int
    units_used: int
    valid_from: datetime
    valid_to: datetime
    version: int
    previous: State | None = None
    elsewhere: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.units_used <= self.units:
            raise Broken(f"used units out of range: {self}")


def move(right: Entitlement, to: State) -> Entitlement:
    """Move a right to another state and count the version up.

    Raises:
        WrongState: ``rights.entitlement_wrong_state``.
    """
    if to not in MOVES[right.state]:
        raise WrongState(right.state.value, to.value)
    stood = right.previous if right.state in ASIDE else right.state
    previous = stood if to in ASIDE else None
    return replace(right, state=to, previous=previous, version=right.version + 1)


def put_back(right: Entitlement) -> Entitlement:
    """Move a suspended right, or one in transfer, back to where it stood."""
    return move(right, right.previous or State.ACTIVE)


def claim(right: Entitlement, now: datetime) -> None:
    """Check that the holder may claim now.

    Raises:
        WrongState: ``rights.entitlement_wrong_state``.
        Lapsed: ``rights.entitlement_expired``.
    """
    if right.state is not State.ISSUED:
        raise WrongState(right.state.value, State.ACTIVE.value)
    if now >= right.valid_to:
        raise Lapsed(right.valid_to)


def use(right: Entitlement, units: int, now: datetime) -> Entitlement:
    """Use units at a counter; the last one makes the right redeemed.

    Raises:
        AlreadyUsed: ``rights.already_used``.
        NotClaimed: ``rights.entitlement_not_claimed``.
        Lapsed: ``rights.entitlement_expired``.
        NotYetValid: ``rights.entitlement_not_yet_valid``.
        WrongState: ``rights.entitlement_wrong_state``.
    """
    if units < 1:
        raise Broken("units are whole and at least 1")
    if right.state is State.REDEEMED or right.units_used + units > right.units:
        raise AlreadyUsed
    if right.state in {State.PENDING, State.ISSUED}:
        raise NotClaimed
    if right.state is State.EXPIRED or now >= right.valid_to:
        raise Lapsed(right.valid_to)
    if now < right.valid_from:
        raise NotYetValid(right.valid_from)
    if right.state not in {State.ACTIVE, State.RESERVED}:
        raise WrongState(right.state.value, State.REDEEMED.value)
    used = replace(right, units_used=right.units_used + units)
    if used.units_used == used.units:
        return move(used, State.REDEEMED)
    return replace(used, version=used.version + 1)


def may_book(right: Entitlement) -> bool:
    """Tell whether a use that has happened can be booked: of what was claimed, or came from elsewhere."""
    stood = right.previous if right.state in ASIDE else right.state
    if stood is State.ISSUED:
        return right.elsewhere
    return right.state in BOOKABLE and stood is not State.PENDING


def book(right: Entitlement, units: int) -> Entitlement:
    """Book a use that has happened: neither clock nor expiry stands in its way.

    A right from elsewhere counts as claimed by being used up; what is left of it is still to be claimed.

    Raises:
        AlreadyUsed: ``rights.already_used``.
        WrongState: ``rights.entitlement_wrong_state``: the client did not hold it, or could not use it before
            he claimed it; people must look.
    """
    if units < 1:
        raise Broken("units are whole and at least 1")
    if right.state is State.REDEEMED or right.units_used + units > right.units:
        raise AlreadyUsed
    if not may_book(right):
        raise WrongState((right.previous or right.state).value, State.REDEEMED.value)
    used = replace(right, units_used=right.units_used + units)
    if used.units_used == used.units:
        return move(used, State.REDEEMED)
    if right.state is State.TRANSFERRING:
        return put_back(used)  # what was offered whole is whole no more
    return replace(used, version=used.version + 1)


def mark_of(right: Entitlement, at: datetime, now: datetime) -> Mark | None:
    """Say what must be remembered of a use at ``at`` that is booked at ``now``."""
    if not right.valid_from <= at < right.valid_to:
        return "outside"
    return "late" if now >= right.valid_to else None


def use_cost(unit_cost_minor: int, units: int, units_used: int, spent_minor: int) -> int:
    """Give what a use costs after which ``units_used`` are used; the last one takes what is left.

    Shares are rounded down as they add up; a use that was reversed meanwhile has given its own share back.
    """
    return max(0, unit_cost_minor * units_used // units - spent_minor)


def expect_unused(right: Entitlement) -> None:
    """Check that the right is the holder's and that no unit of it was used.

    Raises:
        AlreadyUsed: ``rights.already_used``.
        WrongState: ``rights.entitlement_wrong_state``.
    """
    if right.units_used or right.state is State.REDEEMED:
        raise AlreadyUsed
    if right.state not in UNUSED:
        raise WrongState(right.state.value, State.REVOKED.value)


def reverse_use(
    right: Entitlement, units: int, now: datetime, back: tuple[State, State | None] = (State.ACTIVE, None)
) -> Entitlement:
    """Take a use back: the right may be used again, unless its validity is over meanwhile.

    Args:
        right: as read under its lock.
        units: how many come back.
        now: aware UTC.
        back: where a right that was used up stands again, and where it goes on from there if that is aside.
    """
    if not 1 <= units <= right.units_used:
        raise Broken("a reversal takes back units that were used")
    less = replace(right, units_used=right.units_used - units)
    if right.state is not State.REDEEMED:
        return replace(less, version=less.version + 1)
    less = move(less, State.REVERSED)
    if now >= right.valid_to:
        return move(less, State.EXPIRED)
    return replace(move(less, back[0]), previous=back[1])
