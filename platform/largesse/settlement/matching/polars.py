"""Polars, loaded by the first matching of a process: most processes never match, and it begins threads."""

from typing import TYPE_CHECKING

from largesse.kernel.later import Later

if TYPE_CHECKING:
    import polars as pl
else:
    pl = Later("polars")

__all__ = ["pl"]
