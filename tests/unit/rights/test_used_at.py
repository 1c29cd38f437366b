"""The instant of a use, told by a clock that is not ours."""

from datetime import UTC, datetime, timedelta

import pytest

from largesse.rights.redemptions.use import SKEW, used_at

BEGIN = datetime(2026, 11, 21, 20, 30, 34, 336857, tzinfo=UTC)
NOW = BEGIN + timedelta(seconds=2)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (BEGIN.replace(microsecond=0), BEGIN),
        (BEGIN - SKEW, BEGIN),
        (BEGIN - SKEW - timedelta(seconds=1), BEGIN - SKEW - timedelta(seconds=1)),
        (BEGIN + timedelta(seconds=1), BEGIN + timedelta(seconds=1)),
        (NOW + timedelta(hours=1), NOW),
    ],
)
def test_a_providers_clock_may_be_a_little_off_but_never_ahead_of_ours(told, expected):
    assert used_at(told, NOW, BEGIN) == expected


def test_a_right_that_begins_tomorrow_is_not_used_today():
    tomorrow = NOW + timedelta(minutes=3)
    assert used_at(NOW, NOW, tomorrow) == NOW
