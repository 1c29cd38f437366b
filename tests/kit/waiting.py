"""How a test waits: it looks until the thing is there, and fails when it does not come in time.

No test sleeps for a while and hopes; the two pauses below are the only ones. How long it looks only guards
against what hangs: a loaded machine has needed more than a minute to load the house. What is promised in
seconds is measured by its own test.
"""

import asyncio
import inspect
import time

LOOK_EVERY_S = 0.02
HANGS_S = 300.0


def eventually(look, *, within_s=HANGS_S):
    """Look until it gives something true; gives that. Blocks: for a world in other processes."""
    until = time.monotonic() + within_s
    while not (found := look()):
        assert time.monotonic() < until, f"nothing within {within_s} s; last {found!r}"
        time.sleep(LOOK_EVERY_S)
    return found


async def eventually_here(look, *, within_s=HANGS_S):
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
