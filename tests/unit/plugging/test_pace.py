"""A flood of callbacks is slowed down, one provider's flood is not another's."""

from largesse.plugging.pace import BURST, PER_S, Pace


def test_a_burst_is_taken_and_then_only_the_rate():
    pace = Pace()
    assert sum(pace.allows("a", 0.0) for _ in range(1000)) == BURST
    assert sum(pace.allows("a", 1.0) for _ in range(1000)) == PER_S


def test_one_flood_does_not_slow_another_down():
    pace = Pace()
    for _ in range(1000):
        pace.allows("a", 0.0)
    assert pace.allows("b", 0.0)
