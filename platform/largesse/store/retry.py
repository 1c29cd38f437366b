"""Asking again: the one loop for acts that another transaction was in the way of.

Invariant   an act that is asked again keeps its idempotency key, so it has one effect
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from largesse.kernel.errors import Contended

ATTEMPTS = 5
PAUSE_S = 0.002
R = TypeVar("R")


async def retried(act: Callable[[], Awaitable[R]]) -> R:
    """Do an act again while it is contended, ``ATTEMPTS`` times in all, each pause twice the one before.

    Raises:
        Contended: at the last attempt too.
    """
    for attempt in range(ATTEMPTS - 1):
        try:
            return await act()
        except Contended:
            await asyncio.sleep(PAUSE_S * 2**attempt)
    return await act()
