"""How much a tier grants in a period, every way round, and laws of the counters."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.kernel.clock import day_in
from largesse.rights.allowances.allowance import (
    Counters,
    Grant,
    Period,
    Stay,
    granted,
    moved,
    period_of,
)

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))
LONG_AGO = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("year", date(2026, 1, 1), date(2027, 1, 1)),
        ("quarter", date(2026, 10, 1), date(2027, 1, 1)),
        ("month", date(2026, 12, 1), date(2027, 1, 1)),
        ("once", date(2026, 3, 3), None),
    ],
)
def test_a_day_lies_in_the_period_of_its_calendar(kind, start, end):
    assert period_of(kind, date(2026, 12, 31), date(2026, 3, 3)) == Period(start, end)


@pytest.mark.parametrize(
    ("kind", "day", "start", "end"),
    [
        ("month", date(2026, 3, 31), date(2026, 3, 1), date(2026, 4, 1)),
        ("month", date(2026, 2, 28), date(2026, 2, 1), date(2026, 3, 1)),
        ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 3, 1)),
        ("quarter", date(2026, 1, 31), date(2026, 1, 1), date(2026, 4, 1)),
        ("quarter", date(2026, 5, 31), date(2026, 4, 1), date(2026, 7, 1)),
    ],
)
def test_a_period_is_whole_on_the_last_day_of_a_long_month(kind, day, start, end):
    assert period_of(kind, day, LONG_AGO) == Period(start, end)


def test_a_month_begins_at_the_institutions_midnight_and_not_at_greenwichs():
    instant = datetime(2026, 2, 28, 16, 30, tzinfo=UTC)  # half past midnight of 1 March in Shanghai
    assert period_of("month", day_in(instant, "Asia/Shanghai"), LONG_AGO).start == date(2026, 3, 1)


def test_a_second_change_in_one_period_counts_every_stay_by_its_own_days():
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    spring, summer = date(2026, 3, 1), date(2026, 7, 1)
    stays = [
        Stay("gold", LONG_AGO, spring),
        Stay("black", spring, summer),
        Stay("gold", summer, None),
    ]
    assert granted(Grant("gold", 12, pro_rata=True), year, stays) == 8  # 59 + 184 of 365 days
    assert granted(Grant("black", 24, pro_rata=True), year, stays) == 8  # 122 of 365


def test_without_pro_rata_the_tier_at_the_start_of_the_period_counts_for_all_of_it():
    changed = [Stay("gold", LONG_AGO, date(2026, 11, 1)), Stay("black", date(2026, 11, 1), None)]
    assert granted(Grant("gold", 4, pro_rata=False), QUARTER, changed) == 4
    assert granted(Grant("black", 8, pro_rata=False), QUARTER, changed) == 0
    new = [Stay("black", date(2026, 11, 1), None)]
    assert granted(Grant("black", 8, pro_rata=False), QUARTER, new) == 8
    same_day = [Stay("classic", date(2026, 11, 1), date(2026, 11, 1)), *new]
    assert granted(Grant("black", 8, pro_rata=False), QUARTER, same_day) == 8


def test_pro_rata_rounds_down_what_is_over_and_up_what_goes_on():
    middle = date(2026, 11, 16)  # 46 of 92 days are over
    changed = [Stay("gold", LONG_AGO, middle), Stay("black", middle, None)]
    assert granted(Grant("gold", 3, pro_rata=True), QUARTER, changed) == 1
    assert granted(Grant("black", 3, pro_rata=True), QUARTER, changed) == 2
    assert granted(Grant("gold", 3, pro_rata=True), QUARTER, [Stay("gold", LONG_AGO, None)]) == 3
    assert granted(Grant("jade", 3, pro_rata=True), QUARTER, changed) == 0


def test_once_is_for_who_is_in_the_tier_now():
    once = Period(date(2026, 3, 3), None)
    assert granted(Grant("gold", 1, pro_rata=False), once, [Stay("gold", LONG_AGO, None)]) == 1
    assert granted(Grant("gold", 1, pro_rata=False), once, [Stay("gold", LONG_AGO, date(2026, 1, 1))]) == 0


@given(
    st.integers(1, 50),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 60)), min_size=1, max_size=6),
)
def test_tiers_of_one_allowance_never_grant_more_than_a_unit_above_the_whole(units, spans):
    day, stays = QUARTER.start - timedelta(days=20), []
    for tier, days in spans:
        stays.append(Stay(tier, day, day + timedelta(days=days)))
        day += timedelta(days=days)
    stays[-1] = Stay(stays[-1].tier, stays[-1].since, None)
    total = sum(granted(Grant(tier, units, pro_rata=True), QUARTER, stays) for tier in "abc")
    assert 0 <= total <= units + 1


@given(st.lists(st.sampled_from(["held", "used", "returned", "lapsed"]), max_size=12), st.integers(0, 3))
def test_counters_hold_whatever_events_come_in_whatever_order(states, more):
    counters, was = Counters(1 + more, 1 + more, 0), "held"
    for state in states:
        if state != was:
            counters, was = moved(counters, was, state), state
        assert min(counters.held, counters.used) >= 0
        assert counters.held + counters.used <= counters.granted
