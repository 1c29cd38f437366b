"""A row of a file of uses: when it was, and what is to become of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from largesse.kernel.ids import new_id
from largesse.rights.entitlements.entitlement import Entitlement, State
from largesse.rights.told_uses.use_row import Matched, NotATime, UseRow, instant_of, judge, mark_on, row_key

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ROW = UseRow(2, "AB12", NOW - timedelta(hours=1), 1, "静安店", "")
RIGHT = Entitlement(
    new_id(), State.ACTIVE, 1, 0, NOW - timedelta(days=10), NOW + timedelta(days=10), version=1
)


@pytest.mark.parametrize(
    ("text", "zone", "at"),
    [
        ("2026-11-30 20:00:00", "Asia/Shanghai", "2026-11-30T12:00:00+00:00"),
        ("2026/11/30 20:00", "Asia/Shanghai", "2026-11-30T12:00:00+00:00"),
        ("2026-11-30T20:00:00+0900", "Asia/Shanghai", "2026-11-30T11:00:00+00:00"),
        ("2026-11-30T12:00:00Z", "Asia/Shanghai", "2026-11-30T12:00:00+00:00"),
        ("2026年11月30日 20:00:05.123", "Asia/Shanghai", "2026-11-30T12:00:05+00:00"),
    ],
)
def test_a_time_is_an_instant_by_its_offset_or_by_the_zone_that_was_named(text, zone, at):
    assert instant_of(text, zone).isoformat() == at


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2026-11-30", "Asia/Shanghai"),
        ("yesterday", "Asia/Shanghai"),
        ("2026-13-30 10:00", "Asia/Shanghai"),
        ("2026-03-29 02:30", "Europe/Zurich"),  # skipped
        ("2026-10-25 02:30", "Europe/Zurich"),  # twice
    ],
)
def test_what_is_no_instant_is_refused(text, zone):
    with pytest.raises(NotATime):
        instant_of(text, zone)


@pytest.mark.parametrize(
    ("right", "given", "before", "verdict"),
    [
        (RIGHT, True, 0, "matched"),
        (RIGHT, True, 1, "already_used"),
        (replace(RIGHT, state=State.REDEEMED, units_used=1), True, 0, "already_used"),
        (replace(RIGHT, state=State.EXPIRED), True, 0, "matched"),
        (replace(RIGHT, state=State.ISSUED), True, 0, "wrong_state"),
        (replace(RIGHT, state=State.ISSUED, elsewhere=True), True, 0, "matched"),
        (replace(RIGHT, state=State.SUSPENDED, previous=State.ISSUED), True, 0, "wrong_state"),
        (replace(RIGHT, state=State.REVOKED), True, 0, "wrong_state"),
        (None, True, 0, "unknown"),
        (None, False, 0, "not_given"),
    ],
)
def test_what_is_to_become_of_a_row(right, given, before, verdict):
    assert judge(ROW, Matched(right, given=given), before, NOW) == verdict


def test_a_use_in_the_future_is_none_but_a_clock_may_run_ahead_a_little():
    assert judge(replace(ROW, at=NOW + timedelta(minutes=6)), Matched(RIGHT), 0, NOW) == "in_future"
    assert judge(replace(ROW, at=NOW + timedelta(minutes=4)), Matched(RIGHT), 0, NOW) == "matched"


def test_late_and_outside_are_marked():
    assert mark_on(ROW, RIGHT, NOW) is None
    assert mark_on(ROW, RIGHT, NOW + timedelta(days=11)) == "late"
    assert mark_on(replace(ROW, at=NOW - timedelta(days=11)), RIGHT, NOW) == "outside"


def test_a_row_is_the_same_row_by_the_providers_number_or_by_all_that_it_says():
    right = RIGHT.id
    assert row_key(ROW, right) == row_key(replace(ROW, line=99), right)
    assert row_key(ROW, right) != row_key(replace(ROW, place="徐汇店"), right)
    numbered = replace(ROW, provider_ref="T1")
    assert row_key(numbered, right) == row_key(replace(numbered, place="徐汇店"), new_id())
