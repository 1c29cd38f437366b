"""Sums of money as people write them: ``¥200``, ``HK$ 300``, ``3,000 日元``, ``1.5 万美元``, ``KWD 1.250``.

Words       *unit* a sign, code or word for currencies; several may share one: ``¥`` is a yuan or a yen
Invariant   pure; a sum whose unit stands for several currencies is read in each, unless a second unit
            says which
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from largesse.kernel.currency import CALLED, DECIMALS, decimals
from largesse.kernel.money import SAFE_MAX, Money

_TIMES = {
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_Units = Mapping[str, frozenset[str]]


@cache
def _grammar(codes: frozenset[str]) -> tuple[re.Pattern[str], _Units]:
    """Give the pattern of a sum with a unit before it, behind it or both, and what each unit stands for."""
    units: dict[str, frozenset[str]] = {}
    for code in {*DECIMALS, *CALLED, *codes}:
        for unit in (code.casefold(), *CALLED.get(code, ())):
            units[unit] = units.get(unit, frozenset()) | {code}
            if unit.isascii() and unit.endswith("s"):
                units[unit[:-1]] = units.get(unit[:-1], frozenset()) | {code}
    unit, times = _any(units), _any(_TIMES)
    figure = r"(?<![\d.])(?P<figure>\d+(?:\.\d+)?)"
    pattern = rf"(?:(?P<before>{unit})\s*)?{figure}(?:\s*(?P<times>{times}))?(?:\s*(?P<behind>{unit}))?"
    return re.compile(pattern), units


def _any(words: Iterable[str]) -> str:
    """Give a pattern for any of some words, the longest first; one of letters is not part of another word."""
    return "|".join(
        (r"(?<![a-z])" if word[0].isascii() and word[0].isalpha() else "")
        + re.escape(word).replace(r"\ ", r"\s+")
        + (r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in sorted(words, key=lambda word: (-len(word), word))
    )


def sums(text: str, codes: Iterable[str] = ()) -> set[Money]:
    """Read sums of money; one whose unit stands for several currencies is given in each.

    Args:
        text: as ``figures.plain`` gives it.
        codes: currencies that are read by their code although they have no name here.
    """
    pattern, units = _grammar(frozenset(codes))
    return {one for found in pattern.finditer(text) for one in _meant(found, units)}


def without_sums(text: str) -> str:
    """Give a text without the sums of money in it."""
    pattern, _ = _grammar(frozenset())
    return pattern.sub(lambda found: " " if any(found.group("before", "behind")) else found[0], text)


def _meant(found: re.Match[str], units: _Units) -> Iterator[Money]:
    before, behind = (units.get(_spaced(unit), frozenset()) for unit in found.group("before", "behind"))
    figure, times = found.group("figure", "times")
    value = Decimal(figure) * _TIMES.get(times, 1)
    for currency in before & behind or before or behind:
        minor = value.scaleb(decimals(currency))
        if minor == int(minor) and minor <= SAFE_MAX:
            yield Money(int(minor), currency)


def _spaced(unit: str | None) -> str:
    return " ".join((unit or "").split())
