"""What was scanned, pasted or typed: a right's token, a booking's pass, twelve digits, or neither.

The one reader of the house: counter, provider's system, desk and console read by it.

Words       *wedge* a scanner that types like a keyboard, with CR, LF or TAB behind the code
Invariant   what was read reads as itself again; a code is never made up: its characters come from the text
Source      docs/explanation/entitlement.md
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from largesse.rights.codes.code12 import plausible

TEXT_MAX = 600
_ROUNDS = 4  # a link within a link within a page
_END = r"\.([0-9a-f]{22})"
_TOKEN = re.compile(rf"lg1\.ent[_-]{{1,2}}([0-9a-z]{{26}}){_END}")
_PASS = re.compile(rf"lb1\.bkg[_-]{{1,2}}([0-9a-z]{{26}}){_END}")
_IN_LINK = re.compile(r"[?&#](?:c|code)=([^&#]+)", re.IGNORECASE)
_BETWEEN = r"[\s\-._·•,、;/|+'’]*"
_TWELVE = re.compile(r"(?<!\d)(?:\d[\s-]*){11}\d(?!\d)", re.ASCII)
_RUN = re.compile(rf"\d(?:{_BETWEEN}\d)*", re.ASCII)
_PHONE = re.compile(rf"{_BETWEEN}(\d(?:[\s-]*\d)*)", re.ASCII)
_CODE, _ENDS, _MOBILE = 12, 4, 11

Kind = Literal["token", "pass", "digits", "other"]


@dataclass(frozen=True)
class Scanned:
    """What was read. ``phone_ends`` four digits that stood behind the twelve, empty: none did."""

    kind: Kind
    code: str
    phone_ends: str = ""


def read_code(text: str) -> Scanned:
    """Find the code in what was scanned, pasted or typed, whichever host a link around it names.

    Scanners and input methods send letters in either case and width and full stops of their own; browsers
    and banks' pages escape a link, once or more; people paste the words around it.
    """
    plain = _unwrapped(text)
    tight = re.sub(r"\s", "", plain).casefold()
    if token := _TOKEN.search(tight):
        return Scanned("token", f"LG1.ent_{token[1]}.{token[2]}")
    if seal := _PASS.search(tight):
        return Scanned("pass", f"LB1.bkg_{seal[1]}.{seal[2]}")
    link = _IN_LINK.search(plain)
    given = link[1] if link else plain
    found = list(_numbers(given))
    best = next((one for one in found if plausible(one.code)), found[0] if found else None)
    return best or Scanned("other", (given.split() or [""])[0] if link else given.strip())


def digits_in(text: str) -> str:
    """Give the digits of what was typed, as of a phone's last four, without what stands between them."""
    return re.sub(r"\D", "", _plain(text))[:64]


def cleaned(text: str) -> str:
    """Drop what stands between characters unseen, or as a dash; wide ones become plain."""
    return re.sub(r"[\s-]", "", _plain(text))[:64]


def _numbers(text: str) -> Iterator[Scanned]:
    """Give what may be twelve digits, with a phone behind them or without, the likeliest first."""
    for run in _RUN.finditer(text):
        digits = digits_in(run[0])
        if len(digits) in {_CODE, _CODE + _ENDS, _CODE + _MOBILE}:
            yield Scanned("digits", digits[:_CODE], _ends(digits[_CODE:]))
    for strict in _TWELVE.finditer(text):
        behind = _PHONE.match(text, strict.end())
        yield Scanned("digits", digits_in(strict[0]), _ends(digits_in(behind[1])) if behind else "")


def _ends(phone: str) -> str:
    return phone[-_ENDS:] if len(phone) in {_ENDS, _MOBILE} else ""


def _unwrapped(text: str) -> str:
    """Undo what pages and browsers put around a link, until nothing is left to undo."""
    now = _plain(text[: 4 * TEXT_MAX])
    for _ in range(_ROUNDS):
        before, now = now, _plain(unquote(html.unescape(now)))
        if now == before:
            break
    return now


def _plain(text: str) -> str:
    """Write characters in their plain width, every dash and digit as one, and drop what cannot be seen."""
    wide = unicodedata.normalize("NFKC", text).replace("。", ".")
    return "".join(map(_plain_character, wide))


def _plain_character(c: str) -> str:
    if (c.isascii() and c.isprintable()) or c.isspace():
        return c
    kind = unicodedata.category(c)
    if kind == "Nd":
        return str(unicodedata.decimal(c))
    return "-" if kind == "Pd" else "" if kind in {"Cc", "Cf"} else c
