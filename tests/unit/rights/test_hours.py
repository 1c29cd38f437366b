"""Opening hours by the wall clock: exceptions, and the two days of a year on which the clock is changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from largesse.rights.slots.hours import Differs, Rule, openings

DOCTOR, OTHER = uuid4(), uuid4()
LONDON, SHANGHAI = "Europe/London", "Asia/Shanghai"
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
NIGHT = Rule(DOCTOR, (1, 2, 3, 4, 5, 6, 7), 0, 240, 30, 2, {}, date(2020, 1, 1))
DAY = replace(NIGHT, from_minute=540, to_minute=1020, slot_minutes=60)


def walls(day, zone, rule, differs=()):
    """Give the wall clock at the beginning of each slot."""
    found = openings(day, zone, DOCTOR, [rule], differs)
    return [one.starts_at.astimezone(ZoneInfo(zone)).strftime("%H:%M") for one in found]


def test_hours_stay_on_the_wall_clock_when_the_offset_changes():
    for day, hour in ((SPRING, 8), (AUTUMN, 9), (SPRING - timedelta(days=1), 9)):
        assert walls(day, LONDON, DAY) == [f"{h:02}:00" for h in range(9, 17)]
        first = openings(day, LONDON, DOCTOR, [DAY], [])[0]
        assert first.starts_at == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_in_spring_the_hour_that_does_not_exist_has_no_slot():
    assert walls(SPRING, LONDON, NIGHT) == ["00:00", "00:30", "02:00", "02:30", "03:00", "03:30"]


def test_in_autumn_the_hour_that_comes_twice_has_its_slots_twice():
    twice = ["01:00", "01:30"]
    assert walls(AUTUMN, LONDON, NIGHT) == [
        "00:00",
        "00:30",
        *twice,
        *twice,
        "02:00",
        "02:30",
        "03:00",
        "03:30",
    ]
    starts = [one.starts_at for one in openings(AUTUMN, LONDON, DOCTOR, [NIGHT], [])]
    assert len(set(starts)) == 10


def test_hours_that_begin_in_the_missing_hour_begin_when_the_clock_has_jumped():
    gap = replace(NIGHT, from_minute=90, to_minute=240, slot_minutes=30)
    assert walls(SPRING, LONDON, gap) == ["02:30", "03:00", "03:30"]


@given(
    day=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    first=st.integers(0, 1380),
    length=st.sampled_from((15, 30, 60)),
)
def test_every_slot_has_its_whole_length_and_none_overlaps_another(day, first, length):
    rule = replace(NIGHT, from_minute=first, to_minute=1440, slot_minutes=length)
    for zone in (LONDON, SHANGHAI, "America/New_York", "Australia/Lord_Howe"):
        found = openings(day, zone, DOCTOR, [rule], [])
        assert all(one.ends_at - one.starts_at == timedelta(minutes=length) for one in found)
        assert all(a.ends_at <= b.starts_at for a, b in pairwise(found))
        closes = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(zone)).astimezone(
            UTC
        )
        assert all(one.ends_at <= closes for one in found)


def test_a_rule_holds_on_its_weekdays_and_between_its_days():
    monday = date(2026, 12, 7)
    rule = replace(DAY, weekdays=(1,), starts_on=monday, ends_on=monday + timedelta(days=7))
    days = [monday + timedelta(days=n) for n in range(-7, 22)]
    assert [day for day in days if walls(day, SHANGHAI, rule)] == [monday, monday + timedelta(days=7)]


def test_a_closed_day_has_no_hours_but_those_that_were_added():
    day = date(2026, 12, 7)
    closed = Differs("closed", None, day)
    extra = Differs("extra", DOCTOR, day, 600, 660, 30, 5)
    assert walls(day, SHANGHAI, DAY, [closed]) == []
    assert walls(day, SHANGHAI, DAY, [closed, extra]) == ["10:00", "10:30"]
    assert len(walls(day, SHANGHAI, DAY, [replace(closed, resource=OTHER)])) == 8
    assert len(walls(day + timedelta(days=1), SHANGHAI, DAY, [closed])) == 8


def test_extra_hours_do_not_overlap_the_ordinary_ones():
    day = date(2026, 12, 7)
    extra = Differs("extra", DOCTOR, day, 570, 690, 60, 5)
    assert walls(day, SHANGHAI, DAY, [extra]) == [f"{h:02}:00" for h in range(9, 17)]
    evening = replace(extra, from_minute=1020, to_minute=1140)
    assert walls(day, SHANGHAI, DAY, [evening])[-2:] == ["17:00", "18:00"]
