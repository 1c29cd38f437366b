"""Figures as people write them in a disclosure: odds, numbers, turns, days; money is read by ``sums``.

Words       *clause* a piece of a text between commas; *named* a clause in which a prize is called by its name
Invariant   pure; what cannot be read as a figure is none, so a figure that must be said is written plainly
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from largesse.activities.guard.sums import without_sums

_PARTS = {"百": 100, "千": 1_000, "万": 10_000}
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_PERIODS = {"日": "day", "天": "day", "周": "week", "星期": "week", "月": "month"}

_FIGURE = r"(\d+(?:\.\d+)?)"
_SPLIT = re.compile(r"[,，、;；。\n|]|\.(?=\s|$)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SHARE = re.compile(
    rf"{_FIGURE}\s*([%‰‱])"
    r"|([百千万])分之([零一二三四五六七八九十]|\d+(?:\.\d+)?)"
    r"|(\d+)\s*/\s*(\d+)"
)
_PER = {"%": 100, "‰": 1_000, "‱": 10_000}
_NUMBER = re.compile(r"(?<![\d.])\d+(?![\d.])")
_TURNS_ZH = re.compile(r"(?:每(日|天|周|星期|月)[^\d]{0,8}?)?(\d+|[一二两三四五六七八九十])\s*次(机会)?")
_TURNS_EN = re.compile(
    rf"(\d+|{'|'.join(_WORDS)})\s+(?:turns?|chances?|spins?|draws?)"
    r"(?:\s+(?:a|per|each)\s+(day|week|month))?"
)
_DAYS = re.compile(
    r"(\d+)\s*(?:个?自然)?(?:日|天)(?:之?内|有效)|within\s+(\d+)\s+days|valid\s+(?:for\s+)?(\d+)\s+days"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a text without the names in it; ``names`` are the keys of those that stood there."""

    text: str
    names: frozenset[int]


def plain(text: str) -> str:
    """Write a text in one width and case, its numbers without grouping commas."""
    return _GROUPED.sub("", unicodedata.normalize("NFKC", text).casefold())


def clauses(text: str, names: Mapping[int, Iterable[str]]) -> list[Clause]:
    """Part a text into clauses and note who is named in each; a name's own figures are none of the text's."""
    left = plain(text)
    said = sorted(
        ((plain(name), key) for key, some in names.items() for name in some), key=lambda one: -len(one[0])
    )
    for at, (name, _) in enumerate(said):
        if name.strip():
            left = left.replace(name, f"\ue000{chr(0xE100 + at)}\ue000")
    found = []
    for piece in _SPLIT.split(left):
        there = {said[ord(mark) - 0xE100][1] for mark in re.findall("\ue000(.)\ue000", piece)}
        found.append(Clause(re.sub("\ue000.\ue000", " ", piece), frozenset(there)))
    return found


def shares(text: str) -> list[tuple[Decimal, int]]:
    """Read odds: each in parts per million, with the decimals of a percent that were written (-1: exact)."""
    found = []
    for number, sign, part, of_part, above, below in _SHARE.findall(text):
        if sign:
            places = len(number.partition(".")[2]) + {"%": 0, "‰": 1, "‱": 2}[sign]
            found.append((Decimal(number) * 1_000_000 / _PER[sign], places))
        elif part:
            value = Decimal(_DIGITS.get(of_part, of_part))
            found.append((value * 1_000_000 / _PARTS[part], -1))
        elif int(below):
            found.append((Decimal(above) * 1_000_000 / int(below), -1))
    return found


def meant(said: tuple[Decimal, int], known: Iterable[int]) -> int:
    """Give which of the known odds were meant, in parts per million; else what was written.

    Odds written with two decimals of a percent or more may be rounded; a fraction is exact to one millionth.
    """
    value, places = said
    slack = Decimal(1) if places < 0 else Decimal(5_000) / 10**places if places > 1 else Decimal(0)
    return next((ppm for ppm in known if abs(value - ppm) <= slack), int(value))


def numbers(text: str) -> set[int]:
    """Read whole numbers that are neither odds nor money."""
    return {int(one) for one in _NUMBER.findall(without_sums(_SHARE.sub(" ", text)))}


def turns(text: str) -> Sequence[tuple[int, str | None]]:
    """Read how many turns are promised, and in which period where that is said."""
    left = plain(text)
    found = [
        (_DIGITS.get(number) or int(number), _PERIODS.get(period))
        for period, number, chance in _TURNS_ZH.findall(left)
        if period or chance
    ]
    return found + [(_WORDS.get(n) or int(n), period or None) for n, period in _TURNS_EN.findall(left)]


def restated(text: str, names: Iterable[str], old: int, new: int) -> str:
    """Say another number where the old one stands in the clause of a name, else where it stands alone."""
    figure = re.compile(rf"(?<![\d.,])(?:{old}|{old:,})(?![\d.])")
    near = [
        found
        for found in figure.finditer(text)
        if any(name.casefold() in _around(text, found.start()).casefold() for name in names)
    ]
    places = near or list(figure.finditer(text))
    if len(places) != 1:
        return text
    return f"{text[: places[0].start()]}{new}{text[places[0].end() :]}"


def _around(text: str, at: int) -> str:
    """Give the clause in which a place of a text lies."""
    begins = [found.end() for found in _SPLIT.finditer(text, 0, at)]
    ends = _SPLIT.search(text, at)
    return text[begins[-1] if begins else 0 : ends.start() if ends else len(text)]


def days(text: str) -> set[int]:
    """Read within how many days something must be done."""
    return {int(next(filter(None, one))) for one in _DAYS.findall(plain(text))}
