"""The rule of validity: which day is the last, when a right can be used, and how it is told."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.identity.calendars.calendar_file import shipped, workdays_of
from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.errors import Malformed
from largesse.kernel.workdays import WEEKENDS_ONLY, is_holiday, is_workday, next_workday
from largesse.rights.catalogue import validity as v
from largesse.rights.catalogue.validity_words import ends_said, hours_said

ZONE = "Asia/Shanghai"
ISSUE = {"kind": "issue", "count": 90, "unit": "day"}
(FILE,) = shipped()
CHINA = workdays_of(FILE.first, FILE.last, FILE.days)


def rule(**more) -> v.Validity:
    return v.validity_given({"ends": ISSUE, **more})


def at(text: str) -> datetime:
    """Give an instant in Shanghai."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("given_on", "count", "unit", "last"),
    [
        (date(2026, 1, 25), 1, "month", date(2026, 2, 25)),
        (date(2026, 1, 31), 1, "month", date(2026, 2, 28)),
        (date(2028, 1, 31), 1, "month", date(2028, 2, 29)),
        (date(2026, 12, 31), 2, "month", date(2027, 2, 28)),
        (date(2026, 11, 30), 1, "month", date(2026, 12, 30)),
        (date(2026, 1, 25), 30, "day", date(2026, 2, 24)),
    ],
)
def test_days_and_months_are_counted_by_the_calendar(given_on, count, unit, last):
    assert v.last_day(v.AfterIssue(count, unit), given_on) == last


def test_a_right_ends_at_the_midnight_after_its_last_day_wherever_in_the_day_it_was_given():
    for hour in ("00:00:00", "23:59:59"):
        end = v.ends_at(v.AfterIssue(1, "month"), at(f"2026-01-31T{hour}"), ZONE)
        assert end == at("2026-03-01T00:00:00")
    assert v.ends_at(v.Until(date(2026, 12, 31)), at("2026-05-01T10:00:00"), ZONE) == at(
        "2027-01-01T00:00:00"
    )


@given(
    st.integers(1_700_000_000, 2_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.integers(1, 120),
    st.sampled_from(["day", "month"]),
)
def test_an_end_is_a_local_midnight_and_never_sooner_than_the_days_promised(given_at, count, unit):
    end = v.ends_at(v.AfterIssue(count, unit), given_at, ZONE)
    assert end == day_starts(day_in(end, ZONE), ZONE)
    last = day_in(end - timedelta(seconds=1), ZONE)
    first = day_in(given_at, ZONE)
    if unit == "day":
        assert (last - first).days == count
    else:
        assert (last.year - first.year) * 12 + last.month - first.month == count
        assert last.day == min(first.day, monthrange(last.year, last.month)[1])


def test_windows_open_and_close_on_their_days_in_the_institutions_zone():
    desk = rule(windows=[{"weekdays": [1, 2, 3, 4, 5], "from": "09:00", "until": "18:00"}])
    assert v.usable_at(desk, at("2026-11-30T09:00:00"), ZONE, WEEKENDS_ONLY)
    assert not v.usable_at(desk, at("2026-11-30T08:59:59"), ZONE, WEEKENDS_ONLY)
    assert not v.usable_at(desk, at("2026-11-30T18:00:00"), ZONE, WEEKENDS_ONLY)
    assert not v.usable_at(desk, at("2026-11-29T12:00:00"), ZONE, WEEKENDS_ONLY)
    friday_evening, end = at("2026-11-27T18:30:00"), at("2026-12-31T00:00:00")
    assert v.next_usable(desk, friday_evening, end, ZONE, WEEKENDS_ONLY) == at("2026-11-30T09:00:00")
    assert v.next_usable(desk, friday_evening, at("2026-11-30T09:00:00"), ZONE, WEEKENDS_ONLY) is None


def test_a_blackout_closes_whole_days():
    shut = rule(blackouts=[{"first": "2026-10-01", "last": "2026-10-07"}])
    assert not v.usable_at(shut, at("2026-10-07T23:59:59"), ZONE, WEEKENDS_ONLY)
    assert v.usable_at(shut, at("2026-10-08T00:00:00"), ZONE, WEEKENDS_ONLY)
    assert v.next_usable(
        shut, at("2026-10-01T00:00:00"), at("2027-01-01T00:00:00"), ZONE, WEEKENDS_ONLY
    ) == at("2026-10-08T00:00:00")


@pytest.mark.parametrize(
    ("days", "on", "usable"),
    [
        ("no_holidays", "2026-10-01", False),  # National Day
        ("no_holidays", "2026-10-11", True),  # a Sunday
        ("workdays", "2026-10-10", True),  # a Saturday made up
        ("workdays", "2026-10-11", False),
        ("workdays", "2026-10-01", False),
        ("restdays", "2026-10-01", True),
        ("restdays", "2026-10-10", False),
        ("any", "2026-10-01", True),
    ],
)
def test_the_holiday_calendar_decides_with_make_up_workdays(days, on, usable):
    assert v.usable_at(rule(days=days), at(f"{on}T12:00:00"), ZONE, CHINA) is usable


def test_before_it_opens_a_right_cannot_be_used():
    later = rule(opens="2026-12-01")
    assert not v.usable_at(later, at("2026-11-30T23:59:00"), ZONE, CHINA)
    assert v.usable_at(later, at("2026-12-01T00:00:00"), ZONE, CHINA)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"ends": {"kind": "claim", "count": 1, "unit": "day"}},
        {"ends": ISSUE, "windows": [{"weekdays": [1], "from": "18:00", "until": "09:00"}]},
        {"ends": ISSUE, "windows": [{"weekdays": [], "from": "09:00", "until": "10:00"}]},
        {"ends": ISSUE, "blackouts": [{"first": "2026-10-07", "last": "2026-10-01"}]},
        {"ends": {"kind": "day", "day": "2026-10-01"}, "opens": "2026-10-02"},
    ],
)
def test_a_rule_that_says_nothing_sensible_is_refused(wrong):
    with pytest.raises(Malformed) as no:
        v.validity_given(wrong)
    assert no.value.path == "validity"


def test_a_rule_is_told_in_both_languages():
    claim = v.validity_given(
        {
            "ends": {
                "kind": "claim",
                "count": 1,
                "unit": "month",
                "claim_by": {"kind": "day", "day": "2026-12-31"},
            },
            "windows": [{"weekdays": [1, 2, 3, 4, 5, 7], "from": "09:00", "until": "18:00"}],
            "blackouts": [{"first": "2026-10-01", "last": "2026-10-07"}],
            "days": "workdays",
        }
    )
    assert ends_said(claim, "zh-CN") == "领取后 1 个月内有效，须于 2026-12-31 前（含当日）领取"
    assert ends_said(claim, "en") == (
        "Valid for 1 month after it is claimed, to be claimed by 2026-12-31, that day included"
    )
    assert hours_said(claim, "zh-CN") == [
        "可用时段：周一至周五、周日 09:00–18:00",
        "仅工作日可用（含调休上班日）",
        "以下日期不可用：2026-10-01至2026-10-07",
    ]
    assert hours_said(claim, "en")[0] == "Hours: Mon–Fri, Sun 09:00–18:00"
    assert hours_said(rule(), "en") == []


def test_the_calendar_of_2026_is_whole_and_its_make_up_days_are_weekends():
    assert FILE.wrong == []
    assert (len(CHINA.holidays), len(CHINA.made_up)) == (33, 6)
    assert all(day.isoweekday() > 5 for day in CHINA.made_up)
    assert is_holiday(CHINA, date(2026, 2, 17))
    assert not is_workday(CHINA, date(2026, 2, 23))
    assert next_workday(CHINA, date(2026, 9, 30)) == date(2026, 10, 8)
    assert next_workday(CHINA, date(2026, 2, 13)) == date(2026, 2, 14)
