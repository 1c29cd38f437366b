"""When a provider is asked what became of an order."""

from datetime import UTC, datetime, timedelta

import pytest

from largesse.rights.orders.order import is_open, next_check

NOW = datetime(2026, 9, 20, 12, 0, 10, tzinfo=UTC)


def test_questions_to_a_provider_come_ever_later_but_at_least_each_ten_minutes():
    waits = [(next_check(n, NOW, None) - NOW).total_seconds() for n in range(14)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (2, 600)
    assert next_check(0, NOW, 45.0) - NOW == timedelta(seconds=45)


@pytest.mark.parametrize("state", ["created", "submitted", "unknown", "accepted"])
def test_an_order_is_open_until_its_outcome_is_known(state):
    assert is_open(state)


@pytest.mark.parametrize("state", ["completed", "failed", "cancelled"])
def test_an_order_with_an_outcome_is_over(state):
    assert not is_open(state)
