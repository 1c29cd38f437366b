"""Quiet hours go over midnight, by the institution's clock, and end at the minute that is written."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from largesse.kernel.settings import Settings
from largesse.notices.inbox.quiet import quiet_of, waking

ZONE = "Asia/Shanghai"


def at(hour, minute=0, day=1):
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "told", "goes_out"),
    [
        ("21:00-08:00", at(20, 59), at(20, 59)),
        ("21:00-08:00", at(21), at(8, day=2)),
        ("21:00-08:00", at(23, 59), at(8, day=2)),
        ("21:00-08:00", at(0), at(8)),
        ("21:00-08:00", at(7, 59), at(8)),
        ("21:00-08:00", at(8), at(8)),
        ("02:00-01:59", at(3), at(1, 59, day=2)),
        ("02:00-01:59", at(1, 59), at(1, 59)),
        ("12:00-14:00", at(13), at(14)),
        ("12:00-14:00", at(23), at(23)),
        ("", at(3), at(3)),
    ],
)
def test_a_message_waits_for_the_end_of_the_quiet_hours(written, told, goes_out):
    assert waking(told, quiet_of(written, ZONE)) == goes_out


@pytest.mark.parametrize("written", ["21:00", "8-9pm", "08:00-08:00"])
def test_hours_that_are_none_are_refused_at_the_start(written):
    with pytest.raises(ValidationError):
        Settings(quiet_hours=written)
