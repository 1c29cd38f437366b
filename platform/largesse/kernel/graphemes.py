"""The signs that a reader sees of a text: a letter with its marks, a flag, a family of emoji count as one.

Invariant   one rule on the server and in the browser: a pair of regional signs, else a sign with its marks
            and the companions that are joined to it
Source      widgets/packages/kernel/src/graphemes.ts
"""

from unicodedata import category

_JOINER = "\u200d"
_REGIONAL = range(0x1F1E6, 0x1F200)
_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)


def graphemes(text: str) -> list[str]:
    """Give a text in the pieces that a reader takes for one sign."""
    signs: list[str] = []
    for one in text:
        if signs and _goes_on(signs[-1], one):
            signs[-1] += one
        else:
            signs.append(one)
    return signs


def length_of(text: str) -> int:
    """Count the signs of a text."""
    return len(graphemes(text))


def cut(text: str, most: int) -> str:
    """Give at most so many signs of a text, the last one the sign that it goes on."""
    signs = graphemes(text)
    return text if len(signs) <= most else "".join(signs[: most - 1]).rstrip() + "…"


def _goes_on(sign: str, one: str) -> bool:
    """Tell whether a character belongs to the sign before it."""
    if one == _JOINER or _marks(one):
        return True
    if sign[-1] == _JOINER:
        return len(sign) > 1
    return ord(one) in _REGIONAL and len(sign) == 1 and ord(sign) in _REGIONAL


def _marks(one: str) -> bool:
    return category(one).startswith("M") or ord(one) in _TONES or ord(one) in _TAGS
