"""Which day is whose: leap days, lunar months, paydays and days of rest; pure."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from largesse.kernel import lunar
from largesse.kernel.clock import day_in, time_in
from largesse.kernel.workdays import WEEKENDS_ONLY, Workdays
from largesse.play.triggers import schedule_at, schedule_client_date, schedule_cron, schedule_payday

SHANGHAI = "Asia/Shanghai"
BORN = {"kind": "schedule.client_date", "field": "birthday", "time": "09:00"}
GOLDEN = Workdays(
    date(2026, 1, 1),
    date(2026, 12, 31),
    frozenset(date(2026, 10, 1) + timedelta(days=ahead) for ahead in range(7)),
    frozenset({date(2026, 9, 20)}),
)


def days(day, **on):
    return [
        one for due in schedule_client_date.due({**BORN, **on}, day, WEEKENDS_ONLY) for one in due.dated.days
    ]


def day_of(born, year, **on):
    """Give the days of a year on which somebody born so has his."""
    first = date(year, 1, 1)
    return [
        day
        for day in (first + timedelta(days=ahead) for ahead in range(366))
        if day.year == year and born in days(day, **on)
    ]


def test_new_years_of_the_lunar_calendar_stand_where_everybody_knows_them():
    known = [date(1900, 1, 31), date(1985, 2, 20), date(2000, 2, 5), date(2024, 2, 10), date(2025, 1, 29)]
    known += [date(2026, 2, 17), date(2027, 2, 6), date(2033, 1, 31), date(2034, 2, 19), date(2100, 2, 9)]
    assert [lunar.lunar_of(day) for day in known] == [lunar.LunarDay(day.year, 1, 1) for day in known]


def test_leap_months_stand_where_the_almanac_has_them():
    leap = {one.year: one.number for one in lunar.months() if one.leap}
    assert {year: leap[year] for year in (1987, 2017, 2020, 2023, 2025, 2028, 2033)} == {
        1987: 6, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2033: 11,
    }  # fmt: skip


def test_the_table_has_no_gap_and_knows_its_ends():
    months = lunar.months()
    for one, after in pairwise(months):
        assert one.days in {29, 30}
        assert one.first + timedelta(days=one.days) == after.first
    assert lunar.lunar_of(date(1900, 1, 30)) is None
    assert lunar.lunar_of(date(2200, 1, 1)) is None


@pytest.mark.parametrize(("year", "met"), [(2027, date(2027, 2, 28)), (2028, date(2028, 2, 29))])
def test_born_on_a_leap_day_one_is_met_once_in_every_year(year, met):
    assert day_of(date(1988, 2, 29), year) == [met]


def test_days_before_and_after_are_counted_from_the_day_itself_over_the_end_of_a_year():
    assert day_of(date(1980, 1, 3), 2026, offset_days=-7) == [date(2026, 12, 27)]
    (due,) = schedule_client_date.due({**BORN, "offset_days": -7}, date(2026, 12, 27), WEEKENDS_ONLY)
    assert due.mark == "2027", "the year that is celebrated"


def test_born_in_a_leap_month_one_has_the_ordinary_month_of_its_number():
    born = date(1987, 7, 27)  # the second day of the leap sixth month
    assert lunar.lunar_of(born) == lunar.LunarDay(1987, 6, 2, leap=True)
    assert day_of(born, 2026, calendar="lunar") == [date(2026, 7, 15)]
    assert day_of(born, 2025, calendar="lunar") == [date(2025, 6, 26)], "once, though there is a leap sixth"


def test_born_on_a_thirtieth_one_has_the_last_day_of_a_short_month():
    born = next(
        one.first + timedelta(days=29)
        for one in lunar.months()
        if one.year == 1990 and one.days == 30 and not one.leap
    )
    month = lunar.lunar_of(born).month
    for year in range(2020, 2040):
        met = [one for at in (year, year + 1) for one in day_of(born, at, calendar="lunar")]
        of_year = [one for one in met if lunar.lunar_of(one).year == year]
        assert [lunar.is_last(lunar.lunar_of(one)) for one in of_year] == [True]
        assert lunar.lunar_of(of_year[0]).month == month


def paid(day, workdays=GOLDEN, shift="before", **employers):
    on = {
        "employers": [{"tag": tag, "day": nr} for tag, nr in employers.items()],
        "shift": shift,
        "time": "09:00",
    }
    return [(due.mark, due.tags) for due in schedule_payday.due(on, day, workdays)]


def test_a_payday_in_a_holiday_comes_before_it_or_after_it_or_stays():
    assert paid(date(2026, 9, 30), a=5, b=15) == [("2026-10", ["a"])]
    assert paid(date(2026, 10, 5), a=5) == []
    assert paid(date(2026, 10, 8), shift="after", a=5) == [("2026-10", ["a"])]
    assert paid(date(2026, 10, 5), shift="none", a=5) == [("2026-10", ["a"])]


def test_paydays_of_two_months_that_meet_before_a_holiday_are_both_paid():
    assert paid(date(2026, 9, 30), a=30, b=1) == [("2026-09", ["a"]), ("2026-10", ["b"])]


def test_a_make_up_workday_is_a_workday_and_a_short_month_has_its_last_day():
    assert paid(date(2026, 9, 20), a=20) == [("2026-09", ["a"])]
    assert paid(date(2026, 2, 27), WEEKENDS_ONLY, a=31) == [("2026-02", ["a"])]
    assert paid(date(2026, 11, 30), a=31) == [("2026-11", ["a"])]


def test_the_clock_plays_every_day_week_or_month_and_never_for_a_day_twice():
    def met(**on):
        days = (date(2026, 9, 1) + timedelta(days=ahead) for ahead in range(61))
        return [day for day in days if schedule_cron.due({"time": "09:00", **on}, day, GOLDEN)]

    assert len(met(every="day")) == 61
    assert {day.isoweekday() for day in met(every="week", weekday=1)} == {1}
    assert met(every="month", day=31) == [date(2026, 9, 30), date(2026, 10, 31)]
    assert met(every="month", day=3, shift="before") == [date(2026, 9, 3), date(2026, 9, 30)]


def at(text):
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-12-01T09:59:59", "2026-12-01T10:00"),
        ("2026-12-01T10:00:00", "2026-12-01T10:00"),
        ("2026-12-01T10:09:59", "2026-12-01T10:00"),
        ("2026-12-01T10:10:00", "2026-12-05T10:00"),
        ("2026-12-05T23:00:00", "2026-12-08T10:00"),
    ],
)
def test_a_daily_moment_is_the_one_that_lasts_or_the_next(when, opens):
    on = {"daily": [{"from": "10:00", "to": "10:10", "weekdays": [2, 6]}]}
    assert schedule_at.opening(on, at(when), SHANGHAI).opens_at == at(opens)


def test_after_the_last_single_moment_there_is_none():
    on = {"once": [{"from": "2026-12-01T10:00:00+08:00", "to": "2026-12-01T10:10:00+08:00"}]}
    assert schedule_at.opening(on, at("2026-12-01T10:05:00"), SHANGHAI).closes_at == at("2026-12-01T10:10:00")
    assert schedule_at.opening(on, at("2026-12-01T10:10:00"), SHANGHAI) is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", SHANGHAI])
@pytest.mark.parametrize("time", ["00:00", "00:30", "02:00", "02:30", "03:00"])
def test_where_clocks_are_put_forward_or_back_the_clock_begins_once_on_each_day(zone, time):
    days = [date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(366)]
    begun = [
        time_in(day, time, zone)
        for day in days
        if schedule_cron.due({"every": "day", "time": time}, day, GOLDEN)
    ]
    assert [day_in(one, zone) for one in begun] == days
    apart = {(later - before) / timedelta(hours=1) for before, later in pairwise(begun)}
    assert apart <= {23, 23.5, 24, 24.5, 25}


def test_a_moment_in_the_hour_that_clocks_leave_out_does_not_take_place_and_one_in_a_doubled_hour_once():
    def opened(begins, ends, since, until):
        on, found, instant = {"daily": [{"from": begins, "to": ends}]}, [], since
        while (one := schedule_at.opening(on, instant, "Europe/Berlin")) and one.opens_at < until:
            assert one.closes_at > one.opens_at
            assert one.closes_at > instant, "the next moment lies ahead"
            found.append(one.opens_at.isoformat()[5:16])
            instant = one.closes_at
        return found

    spring, autumn = datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert opened("02:30", "03:00", spring, spring + timedelta(days=2)) == ["03-30T00:30"]
    assert opened("01:30", "03:30", spring, spring + timedelta(days=2)) == ["03-29T00:30", "03-29T23:30"]
    assert opened("02:10", "02:40", autumn, autumn + timedelta(days=2)) == ["10-25T00:10", "10-26T01:10"]
