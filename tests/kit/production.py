"""This process as one of production, for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from largesse.kernel.settings import settings


@contextmanager
def in_production(**more: str) -> Iterator[None]:
    """Turn this process into one of production; ``more`` are further settings, by name without LARGESSE_."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"ENVIRONMENT": "production", **more}.items():
            patch.setenv(f"LARGESSE_{name}", value)
        settings.cache_clear()
        try:
            yield
        finally:
            patch.undo()
            settings.cache_clear()
