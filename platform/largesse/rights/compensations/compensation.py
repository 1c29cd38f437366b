"""What may be made good, and what one person may give by himself. Pure.

Words       pending -> given | returned | withdrawn; given -> undone: what was given was taken back
Invariant   a right that its holder can still use is not made good: nobody has both
"""

from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because
from largesse.rights.entitlements.entitlement import State

COMPENSATION = "cps"
Cause = Literal["failed", "complaint", "expired", "not_served"]
_OVER = frozenset({State.REDEEMED, State.EXPIRED, State.REVOKED, State.FAILED})


@dataclass(frozen=True)
class CompensationMissing(Missing):
    """No such compensation within reach."""

    code = "rights.compensation_missing"
    compensation: UUID


@dataclass(frozen=True)
class Compensated(Refusal):
    """A compensation of the right was given already, or waits for a signature."""

    code = "rights.compensated_already"


@dataclass(frozen=True)
class StillUsable(Refusal):
    """The holder can still use the right: whoever made it good would give it twice."""

    code = "rights.compensation_still_usable"


@dataclass(frozen=True)
class NotTheCause(Refusal):
    """The right shows nothing of this cause."""

    code = "rights.compensation_not_the_cause"
    cause: str
    path: str | None = "cause"


@dataclass(frozen=True)
class Original:
    """What decides whether a right is made good.

    Args:
        order_failed: whether its provider could not or would not serve it, as its newest order says.
        complained: whether its holder complained of it.
    """

    state: State
    units_used: int
    order_failed: bool
    complained: bool


def cause_of(cause: str) -> Cause:
    """Read why a right is made good.

    Raises:
        Malformed: ``kernel.malformed`` at ``cause``.
    """
    kinds = get_args(Cause)
    found: Cause | None = next((one for one in kinds if one == cause), None)
    if found is None:
        raise Malformed(because("kernel.reason.one_of", choices=" / ".join(kinds)), "cause")
    return found


def expect_to_make_good(cause: Cause, original: Original) -> None:
    """Check that a right is over or used, and shows why it is made good; that it was not served staff says.

    Raises:
        StillUsable: ``rights.compensation_still_usable``.
        NotTheCause: ``rights.compensation_not_the_cause``.
    """
    if original.state not in _OVER and not original.units_used:
        raise StillUsable
    shown = {
        "failed": original.state is State.FAILED or original.order_failed,
        "complaint": original.complained,
        "expired": original.state is State.EXPIRED,
        "not_served": True,
    }
    if not shown[cause]:
        raise NotTheCause(cause)


def causes(original: Original) -> list[Cause]:
    """Name the causes for which a right can be made good now."""
    found: list[Cause] = []
    for cause in get_args(Cause):
        try:
            expect_to_make_good(cause, original)
        except Refusal:
            continue
        found.append(cause)
    return found
