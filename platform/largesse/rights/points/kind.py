"""A kind of points: what is said of it, and what is refused of it. Pure."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import between
from largesse.rights.points.ledger import POINTS_MAX

KIND, AWARD, MOVE = "pkn", "paw", "pmv"
GRACE_MAX_DAYS = 366


@dataclass(frozen=True)
class KindMissing(Missing):
    """No such kind of points."""

    code = "rights.points_kind_missing"
    kind: UUID


@dataclass(frozen=True)
class KindStopped(Refusal):
    """No more points of this kind are awarded; those that are out can be spent."""

    code = "rights.points_kind_stopped"


@dataclass(frozen=True)
class HandLimit(Refusal):
    """One member of staff would award more by hand in a day than the kind allows."""

    code = "rights.points_hand_limit"
    most: int
    left: int
    path: str | None = "points"


def points_given(points: int, path: str = "points") -> int:
    """Give a number of points that is within bounds.

    Raises:
        Malformed: ``kernel.malformed``.
    """
    if not 1 <= points <= POINTS_MAX:
        raise Malformed(between(1, POINTS_MAX), path)
    return points


def grace_given(days: int) -> int:
    """Give days of grace that are within bounds.

    Raises:
        Malformed: ``kernel.malformed`` at ``grace_days``.
    """
    if not 0 <= days <= GRACE_MAX_DAYS:
        raise Malformed(between(0, GRACE_MAX_DAYS), "grace_days")
    return days


def expect_hand(most: int, today: int, points: int) -> None:
    """Check what one member of staff awards by hand in a day.

    Raises:
        HandLimit: ``rights.points_hand_limit``.
    """
    if today + points > most:
        raise HandLimit(most, max(most - today, 0))
