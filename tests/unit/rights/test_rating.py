"""Until when a use may be rated, and a rating changed."""

from datetime import UTC, datetime, timedelta

import pytest

from largesse.rights.ratings.rating import NothingToRate, RatingStands, expect_rateable

USED = datetime(2026, 9, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_use_is_rated_within_ninety_days():
    expect_rateable(USED, None, USED + timedelta(days=90))
    with pytest.raises(NothingToRate):
        expect_rateable(USED, None, USED + timedelta(days=90) + SECOND)


def test_a_rating_is_changed_within_a_day_but_not_beyond_the_ninety_of_its_use():
    rated = USED + timedelta(days=89)
    expect_rateable(USED, rated, rated + timedelta(days=1))
    with pytest.raises(RatingStands):
        expect_rateable(USED, USED, USED + timedelta(days=1) + SECOND)
    with pytest.raises(NothingToRate):
        expect_rateable(USED, rated + timedelta(hours=23), rated + timedelta(days=1) + SECOND)
