"""When a use may be rated, and until when a rating may be changed.

Words       *rating* 评价: one to five stars of one use
Invariant   a use that stands has at most one rating; a slip is put right within a day, later it stands
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import between

STARS_MIN, STARS_MAX = 1, 5
RATED_WITHIN = timedelta(days=90)
CHANGED_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class NothingToRate(Refusal):
    """No use of the right stands, or the last one is too long ago."""

    code = "rights.nothing_to_rate"


@dataclass(frozen=True)
class RatingStands(Refusal):
    """The use was rated more than a day ago."""

    code = "rights.rating_stands"


def stars_of(stars: int) -> int:
    """Check a number of stars.

    Raises:
        Malformed: ``kernel.malformed`` at ``stars``.
    """
    if not STARS_MIN <= stars <= STARS_MAX:
        raise Malformed(between(STARS_MIN, STARS_MAX), "stars")
    return stars


def expect_rateable(used_at: datetime, rated_at: datetime | None, now: datetime) -> None:
    """Check that the last use may be rated, or its rating changed.

    Raises:
        NothingToRate: ``rights.nothing_to_rate``.
        RatingStands: ``rights.rating_stands``.
    """
    if now - used_at > RATED_WITHIN:
        raise NothingToRate
    if rated_at is not None and now - rated_at > CHANGED_WITHIN:
        raise RatingStands
