"""Text that people write: what a name may hold, which letters look alike, what is invisible.

Words       *invisible*: what changes a text without being seen: directions, joiners, fillers, controls.
            A code's *form* is how it is kept; two codes are *alike* where a person cannot tell them apart.
Invariant   neither a name nor a code holds what is not seen
Source      Unicode UAX 9 (directions), UAX 15 (forms), UTS 39 (look-alikes)
"""

import re
import unicodedata
from typing import Annotated, Any

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because, characters

Name = Annotated[str, "a name"]
CODE_MAX = 60
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINES = frozenset("\t\n\r")
_UNSEEN_KINDS = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")
_EMOJI_JOINTS = re.compile(
    "(?<=[\u203c-\u3299\U0001f000-\U0001faff])\ufe0f?(?:\u200d(?=[\u2600-\U0001faff]))?"
)
_SELECTORS = dict.fromkeys(range(0xFE00, 0xFE10))  # how a letter is drawn: documents put them behind digits
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
# What looks like a Latin letter or digit, and what it is read as; what stands beyond, a space, is dropped.
ALIKE = (
    "АВЕКМНОРСТУХІЈЅԜҺӀавекмнорстухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαβεζηικμνορτυχϲıIiLl1|Oo0 ",
    "abekmhopctyxljswhlabekmhopctyxljsdqwhlabezhlkmnoptyxcabezhlkmnoptyxclllllllooo",
)


def has_direction(text: str) -> bool:
    """Tell whether a text turns the direction of what stands around it."""
    return not text.isascii() and not _DIRECTIONS.isdisjoint(text)


def visible(text: str) -> str:
    """Give a text without what is invisible in it; emoji keep what joins them."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(one for one in text if not _unseen(one))


def number_text(text: str) -> str:
    """Give a number or code in one width, without what is invisible or stands around it."""
    return unicodedata.normalize("NFKC", visible(text).translate(_SELECTORS)).strip()


def plain_given(text: str, path: str) -> str:
    """Give a text of several lines, as it was typed.

    Raises:
        Malformed: ``kernel.malformed``: it holds a direction or another control character.
    """
    if has_direction(text) or any(unicodedata.category(one) == "Cc" for one in set(text) - _LINES):
        raise Malformed(because("kernel.reason.controls"), path)
    return text


def document_given(document: Any, path: str) -> Any:
    """Give a document as it came.

    Raises:
        Malformed: ``kernel.malformed``: a text in it turns the direction of what stands around it.
    """
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and has_direction(one):
            raise Malformed(because("kernel.reason.controls"), path)
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
    return document


def name_given(text: str, path: str) -> str:
    """Give a name in its one form, of one line and without space around it.

    Raises:
        Malformed: ``kernel.malformed``: it holds what is invisible.
    """
    seen = _EMOJI_JOINTS.sub("", text)
    if any(_unseen(one) for one in seen.strip()):
        raise Malformed(because("kernel.reason.invisible"), path)
    return unicodedata.normalize("NFC", text).strip()


def code_given(code: str, path: str = "code") -> str:
    """Give a code in the form in which it is kept: one width, plain dashes, no space around it.

    Raises:
        Malformed: ``kernel.malformed``: empty, longer than 60 characters, or holding what is invisible.
    """
    if any(_unseen(one) for one in code):
        raise Malformed(because("kernel.reason.invisible"), path)
    form = " ".join(unicodedata.normalize("NFKC", code).translate(_DASHES).split())
    if not 1 <= len(form) <= CODE_MAX:
        raise Malformed(characters(1, CODE_MAX), path)
    return form


def _unseen(one: str) -> bool:
    return unicodedata.category(one) in _UNSEEN_KINDS or one in _FILLERS
