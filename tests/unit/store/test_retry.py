"""What is contended is asked again a bounded number of times; nothing else is."""

import pytest

from largesse.kernel.errors import Contended, KeyReused
from largesse.store.retry import ATTEMPTS, retried


def failing(times, error):
    """Give an act that fails so often before it answers how often it was asked."""
    asked = 0

    async def act():
        nonlocal asked
        asked += 1
        if asked <= times:
            raise error
        return asked

    return act


async def test_an_act_that_comes_through_at_the_last_attempt_gives_its_answer():
    assert await retried(failing(ATTEMPTS - 1, Contended())) == ATTEMPTS


async def test_after_the_last_attempt_the_caller_is_told():
    act = failing(ATTEMPTS, Contended())
    with pytest.raises(Contended):
        await retried(act)
    assert await act() == ATTEMPTS + 1


async def test_a_refusal_is_not_asked_again():
    act = failing(1, KeyReused("k"))
    with pytest.raises(KeyReused):
        await retried(act)
    assert await act() == 2
