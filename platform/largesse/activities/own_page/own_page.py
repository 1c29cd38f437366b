"""The document of the own page, read once. What a build does not know of it yet is left out."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from largesse.activities.rendering import PaintAsk
from largesse.kernel.canonical import digest

PAGE, RIGHT = "my", "right"


@cache
def _document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("page.json").read_text("utf-8"))
    return found


def own_page(view: str, locale: str, *, theme: str | None = None, demo: bool = False) -> PaintAsk:
    """Say what to paint: ``view`` is PAGE, or RIGHT for the place where one right is shown."""
    document = _document()
    return PaintAsk(
        document, digest(document), slug="", phase="running", locale=locale, theme=theme, view=view, demo=demo
    )
