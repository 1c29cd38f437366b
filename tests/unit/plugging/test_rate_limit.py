"""A flood of callbacks is slowed down, one provider's flood is not another's."""

import pytest

from largesse.plugging.processes.rate_limit import BURST, PER_S, RateLimit


def test_a_burst_is_taken_and_then_only_the_rate():
    rate = RateLimit()
    assert sum(rate.allows("a", 0.0) for _ in range(1000)) == BURST
    assert sum(rate.allows("a", 1.0) for _ in range(1000)) == PER_S


def test_one_flood_does_not_slow_another_down():
    rate = RateLimit()
    for _ in range(1000):
        rate.allows("a", 0.0)
    assert rate.allows("b", 0.0)


def test_looking_takes_nothing():
    rate = RateLimit(per_s=1.0, burst=2.0)
    assert not any(rate.spent("a", 0.0) for _ in range(10))
    assert [rate.allows("a", 0.0) for _ in range(3)] == [True, True, False]
    assert rate.spent("a", 0.5)
    assert not rate.spent("a", 1.0)


def test_a_flood_that_never_pauses_is_let_through_at_the_rate_and_starves_nobody():
    rate = RateLimit()
    passed = sum(rate.allows("a", n / 1000) for n in range(10_000))
    assert passed == pytest.approx(BURST + 10 * PER_S, abs=2)
