"""Registered documents: what our own pages may ask, by the sha256 of the text."""

import json
from functools import cache

from largesse.kernel.settings import STATIC


@cache
def registered(face: str) -> dict[str, str]:
    """Give hash → text of a face's documents as the front-end build wrote them; empty without a build."""
    path = STATIC / f"documents.{face}.json"
    if not path.exists():
        return {}
    known: dict[str, str] = json.loads(path.read_text("utf-8"))
    return known
