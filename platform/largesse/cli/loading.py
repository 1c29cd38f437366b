"""Loading the house: its modules live as long as the program, so none of them is ever garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (20_000, 50, 100)


@contextmanager
def loading() -> Iterator[None]:
    """Import without the garbage collector, and keep it off what was imported: a sixth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settled() -> None:
    """Keep the collector off what a start has made, and let it look less often.

    A web process makes much that soon ends by itself and little that only the collector can end: with the
    thresholds it begins with, it spends a quarter of its time looking for that little.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
