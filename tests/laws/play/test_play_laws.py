"""Laws of chance and limits."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from math import sqrt
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from largesse.play.plans import limits
from largesse.play.plans.limits import Meter, Rule
from largesse.play.seeds.number import SPAN, commitment, draw_number, first_fair

START = datetime(2026, 9, 20, tzinfo=UTC)
PERIODS = some.sampled_from(["once", "day", "week", "month", "activity"])


@given(PERIODS, some.integers(1, 5), some.lists(some.integers(0, 20_000), max_size=60))
def test_no_period_ever_sees_more_than_its_maximum(period, most, minutes):
    rule, tallies = Rule("r", "attempt", period, most), {}
    seen: Counter[str] = Counter()
    for minute in sorted(minutes):
        at = START + timedelta(minutes=minute)
        meter = Meter.of(rule, at, "Asia/Shanghai")
        if not meter.over(tallies):
            tallies = limits.counted(tallies, [(meter, 1)])
            seen[limits.period_of(rule, at, "Asia/Shanghai")] += 1
    assert all(count <= most for count in seen.values())
    if minutes:
        assert max(seen.values()) >= min(most, 1)


@given(some.integers(1, 5), some.integers(0, 40))
def test_carried_chances_add_up_day_by_day(units, days):
    rule = Rule("r", "chance", "day", units, since=START.date())
    at = START + timedelta(days=days)
    assert Meter.of(rule, at, "Asia/Shanghai").left({}) == units * (days + 1)


@given(some.binary(min_size=32, max_size=32))
def test_only_fair_blocks_make_a_number(digest):
    found = first_fair(digest)
    fair = (2**64 // SPAN) * SPAN
    blocks = [int.from_bytes(digest[at : at + 8], "big") for at in range(0, 32, 8)]
    usable = [block % SPAN for block in blocks if block < fair]
    assert found == (usable[0] if usable else None)


@given(some.binary(min_size=32, max_size=32), some.uuids(), some.uuids(), some.integers(1, 10**6))
def test_a_draw_is_the_same_for_everyone_who_computes_it(seed, activity, client, nonce):
    number = draw_number(seed, activity, client, nonce)
    assert 0 <= number < SPAN
    assert number == draw_number(seed, activity, client, nonce)


@given(some.binary(min_size=32, max_size=32), some.binary(min_size=32, max_size=32))
def test_a_commitment_binds_the_seed(seed, other):
    same = commitment(seed, "sha256:a", "sha256:b") == commitment(other, "sha256:a", "sha256:b")
    assert same == (seed == other)


def test_thirty_thousand_draws_spread_as_the_odds_say():
    seed, activity = bytes(range(32)), UUID(int=5)
    draws = [draw_number(seed, activity, UUID(int=n), 1) for n in range(30_000)]
    for share in (80_000, 200_000, 720_000):
        expected = 30_000 * share / SPAN
        hit = sum(number < share for number in draws)
        assert abs(hit - expected) < 4 * sqrt(expected * (1 - share / SPAN))
