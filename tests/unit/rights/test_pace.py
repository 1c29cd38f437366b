"""A curve never falls and never passes the cap; when more is free is the first second that allows it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from largesse.kernel.errors import Malformed
from largesse.rights.budgets.budget import Budget, expect_pace
from largesse.rights.budgets.days import BudgetDay, curve_days, spent_on
from largesse.rights.budgets.lines import LineKind, next_period, period_begins, period_key
from largesse.rights.budgets.pace import WHOLE, BudgetPaced, CurvePoint, Pace, PaceShape, points_of

START = datetime(2026, 10, 1, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def pace(shape: PaceShape, days: int = 10, floor: int = 0) -> Pace:
    points = points_of(shape, ())
    times, shares = tuple(one.time for one in points), tuple(one.share for one in points)
    return Pace(START, START + timedelta(days=days), times, shares, floor)


@pytest.mark.parametrize(
    ("shape", "day", "allowed"),
    [
        (PaceShape.LINEAR, -1, 0),
        (PaceShape.LINEAR, 0, 0),
        (PaceShape.LINEAR, 5, 500),
        (PaceShape.LINEAR, 10, 1_000),
        (PaceShape.LINEAR, 99, 1_000),
        (PaceShape.FRONT, 2.5, 500),
        (PaceShape.FRONT, 5, 750),
    ],
)
def test_a_curve_allows_its_share_of_the_cap(shape, day, allowed):
    assert pace(shape).allowed(1_000, START + timedelta(days=day)) == allowed


def test_the_floor_may_be_promised_at_any_time_and_the_cap_never_passed():
    one = pace(PaceShape.LINEAR, floor=300)
    assert one.allowed(1_000, START - timedelta(days=9)) == 300
    assert one.allowed(200, START) == 200


steps = some.lists(
    some.tuples(some.integers(1, 99), some.integers(0, 100)), max_size=6, unique_by=lambda p: p[0]
)


@given(
    steps, some.integers(1, 10**12), some.integers(0, 10**12), some.lists(some.integers(-9, 40), min_size=2)
)
def test_what_is_allowed_never_falls_and_never_passes_the_cap(inner, cap, floor, days):
    shares = sorted(share for _, share in inner)
    times = sorted(time for time, _ in inner)
    middle = tuple(CurvePoint(t * 10_000, s * 10_000) for t, s in zip(times, shares, strict=True))
    points = points_of(PaceShape.CUSTOM, (CurvePoint(0, 0), *middle, CurvePoint(WHOLE, WHOLE)))
    one = Pace(
        START,
        START + timedelta(days=30),
        tuple(p.time for p in points),
        tuple(p.share for p in points),
        floor,
    )
    allowed = [one.allowed(cap, START + timedelta(days=day)) for day in sorted(days)]
    assert allowed == sorted(allowed)
    assert 0 <= allowed[-1] <= cap


@given(some.integers(1, 10**9), some.integers(1, 10**9))
def test_more_is_free_in_the_first_second_that_allows_it(cap, wanted):
    one = pace(PaceShape.FRONT)
    again = one.free_at(cap, wanted)
    if wanted > cap:
        assert again is None
        return
    assert one.allowed(cap, again) >= wanted
    assert again == START or one.allowed(cap, again - timedelta(seconds=1)) < wanted


@pytest.mark.parametrize(
    "points",
    [
        (),
        (CurvePoint(0, 0),),
        (CurvePoint(1, 0), CurvePoint(WHOLE, WHOLE)),
        (CurvePoint(0, 0), CurvePoint(WHOLE, 999_999)),
        (CurvePoint(0, 0), CurvePoint(9, 20), CurvePoint(8, 30), CurvePoint(WHOLE, WHOLE)),
        (CurvePoint(0, 20), CurvePoint(9, 10), CurvePoint(WHOLE, WHOLE)),
        (CurvePoint(0, -1), CurvePoint(WHOLE, WHOLE)),
        (*(CurvePoint(n, n) for n in range(24)), CurvePoint(WHOLE, WHOLE)),
    ],
)
def test_points_that_are_no_curve_are_refused(points):
    with pytest.raises(Malformed) as no:
        points_of(PaceShape.CUSTOM, points)
    assert no.value.path == "points"


def test_what_is_set_aside_does_not_count_against_the_pace_and_nothing_costs_nothing():
    budget = Budget(UUID(int=1), "CNY", 1_000, 400, 100, 400, pace(PaceShape.LINEAR))
    at = START + timedelta(days=2)
    expect_pace(budget, 100, at)
    expect_pace(budget, 0, START)
    with pytest.raises(BudgetPaced) as no:
        expect_pace(budget, 101, at)
    assert (no.value.left.amount_minor, no.value.retry_at > at) == (100, True)


@pytest.mark.parametrize(
    ("kind", "begins", "following"),
    [
        (LineKind.DAY, "2026-12-31", "2026-12-31T16:00"),
        (LineKind.WEEK, "2026-12-28", "2027-01-03T16:00"),
        (LineKind.MONTH, "2026-12-01", "2026-12-31T16:00"),
        (LineKind.QUARTER, "2026-10-01", "2026-12-31T16:00"),
        (LineKind.YEAR, "2026-01-01", "2026-12-31T16:00"),
    ],
)
def test_a_period_is_known_by_its_first_day_in_the_zone(kind, begins, following):
    late = datetime(2026, 12, 30, 16, 30, tzinfo=UTC)  # half past midnight on the 31st in Shanghai
    assert period_key(kind, late, ZONE) == begins
    assert next_period(kind, begins, ZONE) == datetime.fromisoformat(following).replace(tzinfo=UTC)


@given(
    some.sampled_from([LineKind.DAY, LineKind.WEEK, LineKind.MONTH, LineKind.QUARTER, LineKind.YEAR]),
    some.dates(),
)
def test_every_day_is_in_the_period_that_it_begins_or_follows(kind, day):
    first = period_begins(kind, day)
    assert first <= day
    assert period_begins(kind, first) == first


def test_no_period_follows_an_activity():
    assert next_period(LineKind.ACTIVITY, "x", ZONE) is None


def day(nr: int, promised: int) -> BudgetDay:
    return BudgetDay(date(2026, 11, nr), promised, 0)


@pytest.mark.parametrize(
    ("days", "cap", "ends"),
    [
        ([], 100, None),
        ([day(1, 10)], 100, None),
        ([day(1, 0), day(11, 50)], 100, date(2026, 11, 21)),
        ([day(1, 50), day(11, 50)], 100, None),
        ([day(1, 60), day(11, 50)], 100, None),
        ([day(1, 10), day(11, 100)], 100, date(2026, 11, 11)),
        ([day(1, 0), day(2, 1)], 10**6, None),
        ([day(1, 0), day(10, 90), day(24, 90)], 100, None),
    ],
)
def test_the_end_goes_on_at_the_rate_of_the_last_fortnight(days, cap, ends):
    assert spent_on(days, cap) == ends


@given(some.integers(0, 2_000), some.integers(2, 60))
def test_a_curves_days_keep_both_ends_and_their_bound(span, most):
    first = date(2026, 1, 1)
    found = curve_days(first, first + timedelta(days=span), most)
    assert (found[0], found[-1]) == (first, first + timedelta(days=span))
    assert len(found) <= most + 1
