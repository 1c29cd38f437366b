"""Text for people: flat JSON per room and locale, ``{fact}`` placeholders; a refusal's key is its code.

Words       ``{fact}`` is the fact as it stands. ``{fact@some.words}`` is what the copy calls it, the text of
            ``some.words.<fact>``; of a list, written with commas, each part. ``{fact@}`` is a whole key.
            ``{lines|line is|lines are}`` chooses by a count: the first for one, the second for any other.
            A fact that is None is a dash.
Invariant   an unknown key or word stands as it is: what people are told never ends in an error
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from largesse.kernel.errors import Phrase, Told

LOCALES = ("zh-CN", "en")
_COMMA = {"zh-CN": "、", "en": ", "}
_NOTHING = "–"  # a fact that is not there, as tables show it
_ROOMS = Path(__file__).resolve().parents[1]
_PLACE = re.compile(r"\{([a-z_]+)(?:@([a-z_.]*))?\}")
_CHOICE = re.compile(r"\{([a-z_]+)\|([^|{}]*)\|([^|{}]*)\}")


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
    known = facts or {}
    template = _counted(catalogue(chosen).get(key, key), known)
    return _PLACE.sub(lambda place: _said(place, chosen, known), template)


def filled(template: str, facts: Mapping[str, Any]) -> str:
    """Fill in a text that is no copy of the house's; a place without its fact stays as it is."""
    return _PLACE.sub(lambda m: str(facts.get(m[1], m[0])), _counted(template, facts))


def _counted(template: str, facts: Mapping[str, Any]) -> str:
    return _CHOICE.sub(lambda m: m[2] if str(facts.get(m[1])) == "1" else m[3], template)


def _said(place: re.Match[str], locale: str, facts: Mapping[str, Any]) -> str:
    name, among = place[1], place[2]
    if name not in facts:
        return place[0]
    value = _NOTHING if facts[name] is None else str(facts[name])
    if among is None:
        return value
    others = {one: fact for one, fact in facts.items() if one != name}  # a phrase never holds itself
    if not among:
        return _word(value, value, locale, others)
    return _COMMA[locale].join(_word(f"{among}.{one}", one, locale, others) for one in value.split(", "))


def _word(key: str, part: str, locale: str, facts: Mapping[str, Any]) -> str:
    return text(key, locale, facts) if key in catalogue(locale) else part


def told(error: Told, locale: str) -> str:
    """Give the message of a refusal."""
    return text(error.code, locale, error.facts())


def phrased(phrase: Phrase, locale: str) -> str:
    """Say a phrase by itself."""
    return text(phrase.key, locale, dict(phrase.facts))


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
