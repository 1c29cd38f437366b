"""A flood of callbacks is slowed down, one provider's flood is not another's."""

import pytest

from largesse.plugging.processes.pace import BURST, PER_S, Pace


def test_a_burst_is_taken_and_then_only_the_rate():
    pace = Pace()
    assert sum(pace.allows("a", 0.0) for _ in range(1000)) == BURST
    assert sum(pace.allows("a", 1.0) for _ in range(1000)) == PER_S


def test_one_flood_does_not_slow_another_down():
    pace = Pace()
    for _ in range(1000):
        pace.allows("a", 0.0)
    assert pace.allows("b", 0.0)


def test_looking_takes_nothing():
    pace = Pace(per_s=1.0, burst=2.0)
    assert not any(pace.spent("a", 0.0) for _ in range(10))
    assert [pace.allows("a", 0.0) for _ in range(3)] == [True, True, False]
    assert pace.spent("a", 0.5)
    assert not pace.spent("a", 1.0)


def test_a_flood_that_never_pauses_is_let_through_at_the_rate_and_starves_nobody():
    pace = Pace()
    passed = sum(pace.allows("a", n / 1000) for n in range(10_000))
    assert passed == pytest.approx(BURST + 10 * PER_S, abs=2)
