"""Text for people: flat JSON per room and locale, ``{fact}`` placeholders; a refusal's key is its code."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from largesse.kernel.errors import Told

LOCALES = ("zh-CN", "en")
_ROOMS = Path(__file__).resolve().parents[1]
_PLACE = re.compile(r"\{([a-z_]+)\}")


@cache
def catalogue(locale: str) -> dict[str, str]:
    """Give every text of the house in one locale."""
    texts: dict[str, str] = {}
    for path in sorted(_ROOMS.glob(f"**/copy/{locale}.json")):
        texts |= json.loads(path.read_text("utf-8"))
    return texts


def text(key: str, locale: str, facts: Mapping[str, Any] | None = None) -> str:
    """Give a text with its facts filled in; an unknown key gives the key itself, never an error."""
    chosen = locale if locale in LOCALES else LOCALES[0]
    return filled(catalogue(chosen).get(key, key), facts or {})


def filled(template: str, facts: Mapping[str, Any]) -> str:
    """Give a text with its facts filled in; a place without its fact stays as it is."""
    return _PLACE.sub(lambda m: str(facts.get(m[1], m[0])), template)


def told(error: Told, locale: str) -> str:
    """Give the message of a refusal."""
    return text(error.code, locale, error.facts())


def noted(error: Told) -> str:
    """Write a refusal down so that ``retold`` can say it later, in a language that nobody knows yet."""
    return f"{error.code} {json.dumps(error.facts(), ensure_ascii=False)}"


def retold(note: str, locale: str) -> str:
    """Say what was noted of a refusal; a note of anything else is given as it is."""
    code, _, facts = note.partition(" ")
    if code not in catalogue(LOCALES[0]):
        return note
    try:
        return text(code, locale, json.loads(facts))
    except ValueError:
        return text(code, locale)  # the note was cut


def said(texts: Mapping[str, str] | None, locale: str) -> str:
    """Pick from a text that people gave in several languages, Chinese where it has no other."""
    found = texts or {}
    return found.get(locale) or found.get(LOCALES[0]) or next(iter(found.values()), "")


def in_locale(zh: str, en: str, locale: str) -> str:
    """Pick one of two names, Chinese where there is no English one."""
    return (en if locale == "en" else "") or zh
