"""When a provider is left alone, and when it is tried again."""

from largesse.plugging.calls.breaker import CALLS_MIN, OPEN_S, PROBES, WINDOW_S, Breaker


def failing(times: int, at: float = 0.0) -> Breaker:
    breaker = Breaker()
    for _ in range(times):
        breaker.note(at, failed=True)
    return breaker


def test_it_opens_after_enough_calls_of_which_half_failed():
    breaker = failing(CALLS_MIN // 2)
    for _ in range(CALLS_MIN // 2 - 1):
        assert not breaker.note(0.0, failed=False)
    assert breaker.wait_s(0.0) == 0.0
    assert breaker.note(0.0, failed=True)
    assert breaker.wait_s(1.0) == OPEN_S - 1.0


def test_it_stays_closed_while_most_calls_go_well():
    breaker = Breaker()
    opened = [breaker.note(0.0, failed=n % 3 == 0) for n in range(100)]
    assert not any(opened)


def test_failures_of_long_ago_do_not_count():
    breaker = failing(CALLS_MIN - 1)
    assert not breaker.note(WINDOW_S + 1, failed=True)


def test_it_closes_after_good_probes_and_opens_again_after_a_bad_one():
    breaker = failing(CALLS_MIN)
    later = OPEN_S + 1
    assert [breaker.wait_s(later) for _ in range(PROBES + 1)] == [0.0] * PROBES + [1.0]
    for _ in range(PROBES):
        breaker.note(later, failed=False)
    assert breaker.wait_s(later) == 0.0

    breaker = failing(CALLS_MIN)
    breaker.wait_s(later)
    assert breaker.note(later, failed=True)
    assert breaker.wait_s(later) == OPEN_S
