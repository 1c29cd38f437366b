"""Templates: whole documents to begin from; rights and disclosure are the designer's to fill.

Words       *code* the file's name under templates/
Invariant   a template fits activity.v1 once it has a title and a window; a test checks each
"""

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from largesse.activities.operators.reading import first
from largesse.kernel.errors import Refusal

BLANK = "blank"
_DAYS = 14
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}")
_FOLDER = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class TemplateMissing(Refusal):
    """There is no such template."""

    code = "activities.template_missing"
    path = "template"
    template: str


@dataclass(frozen=True, slots=True)
class Template:
    """A document to begin from."""

    code: str
    title: dict[str, str]
    summary: dict[str, str]
    document: dict[str, Any]


@cache
def templates() -> tuple[Template, ...]:
    """Give the templates in the order of the shelf."""
    files = sorted(_FOLDER.glob("*.json"))
    loaded = [json.loads(file.read_text("utf-8")) for file in files]
    return tuple(Template(**one) for one in sorted(loaded, key=lambda one: str(one["code"]) != BLANK))


def begin(code: str, title: dict[str, str], now: datetime, zone: str) -> dict[str, Any]:
    """Give a document to begin from: the template with this title, from tomorrow for two weeks.

    Whatever instant its plays name moves with the window.

    Raises:
        TemplateMissing: ``activities.template_missing``.
    """
    found = next((one for one in templates() if one.code == code), None)
    if found is None:
        raise TemplateMissing(code)
    local = now.astimezone(ZoneInfo(zone))
    start = local.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    span = {"start": start.isoformat(), "end": (start + timedelta(days=_DAYS)).isoformat(), "tz": zone}
    document = deepcopy(found.document)
    later = start - datetime.fromisoformat(first(document, "window/start"))
    return {**document, "plays": _moved(first(document, "plays"), later), "title": title, "window": span}


def _moved(part: Any, later: timedelta) -> Any:
    """Move every instant of a part of a document by as much."""
    match part:
        case dict():
            return {name: _moved(one, later) for name, one in part.items()}
        case list():
            return [_moved(one, later) for one in part]
        case str() if _INSTANT.fullmatch(part):
            return (datetime.fromisoformat(part) + later).isoformat()
    return part
