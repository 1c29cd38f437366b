"""A kind of points: what is said of it, and what is refused of it. Pure."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import between
from largesse.rights.points.ledger import POINTS_MAX

KIND, AWARD, MOVE, REQUEST = "pkn", "paw", "pmv", "prq"
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


def within_hand(most: int, today: int, points: int) -> bool:
    """Tell whether one member of staff may award so many more by hand today without a second person."""
    return today + points <= most
