"""How a test waits: it looks until the thing is there, and fails when it does not come in time.

No test sleeps for a while and hopes; the two pauses below are the only ones.
"""

import asyncio
import inspect
import time

LOOK_EVERY_S = 0.02
READY_S = 60  # within which a program of ours that was started answers


def eventually(look, *, within_s=30.0):
    """Look until it gives something true; gives that. Blocks: for a world in other processes."""
    until = time.monotonic() + within_s
    while not (found := look()):
        assert time.monotonic() < until, f"nothing within {within_s} s; last {found!r}"
        time.sleep(LOOK_EVERY_S)
    return found


async def eventually_here(look, *, within_s=30.0):
    """Look until it gives something true; gives that. ``look`` may be async; the loop runs between looks."""
    until = time.monotonic() + within_s
    while True:
        found = look()
        if inspect.isawaitable(found):
            found = await found
        if found:
            return found
        assert time.monotonic() < until, f"nothing within {within_s} s; last {found!r}"
        await asyncio.sleep(LOOK_EVERY_S)
