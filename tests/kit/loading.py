"""Collecting without the garbage collector: what a run imports lives as long as the run.

A plugin of pytest's, so that it is there before anything of ours is imported.
"""

import gc

gc.disable()


def pytest_collection_finish() -> None:
    """Keep the collector off what was imported, and let it go on."""
    gc.freeze()
    gc.enable()
