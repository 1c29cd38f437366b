"""Registered documents: what our own pages may ask, by the sha256 of the text."""

import json
from functools import lru_cache

from largesse.kernel.settings import STATIC


def registered(face: str) -> dict[str, str]:
    """Give hash → text of a face's documents; a new front-end build is seen at once, none is empty."""
    path = STATIC / f"documents.{face}.json"
    try:
        written = path.stat().st_mtime_ns
    except FileNotFoundError:
        return {}
    return _read(face, written)


@lru_cache(maxsize=8)
def _read(face: str, _written_ns: int) -> dict[str, str]:
    known: dict[str, str] = json.loads((STATIC / f"documents.{face}.json").read_text("utf-8"))
    return known
