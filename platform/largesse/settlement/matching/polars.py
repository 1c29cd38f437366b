"""Polars, loaded by the first matching of a process.

Most processes never match: it would take 40 MB of each. It begins threads too, and a process that has threads
must not fork others (``embedded.forking``).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any


class _Later:
    """Stands for a module until something of it is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)


if TYPE_CHECKING:
    import polars as pl
else:
    pl = _Later("polars")

__all__ = ["pl"]
