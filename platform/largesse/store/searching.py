"""What people type into a search, as a pattern that PostgreSQL looks for.

Words       *typed* as it was typed; a *look-alike* is another letter that a person takes for the same
Invariant   a pattern says no more than what was typed: everything in it stands for itself or its look-alikes;
            its size is bounded
Source      UTS 39 (look-alikes); docs/explanation/finding.md
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice

from largesse.kernel.writing import ALIKE, visible
from largesse.store.pinyin import beginning_with, letters_of

TYPED_MAX = 100
_PINYIN_MAX = 20
_PINYIN = re.compile("^([a-z '’]*)(.*)$", re.DOTALL)
_WAYS_MAX = 8
_SYLLABLE_MAX = 6
_WIDE = 0xFEE0  # from a letter of ASCII to the same in full width


def pattern(typed: str | None) -> str | None:
    """Give the pattern of a search; None where nothing was typed.

    It is matched without regard to case. Look-alikes, widths and missing spaces count as the same; letters
    also stand for the pinyin of Chinese, as syllables or their initials: ``kafei``, ``kf``, ``shanghaifh``.
    """
    said = " ".join(unicodedata.normalize("NFKC", visible(typed or "")).split())[:TYPED_MAX]
    if not said:
        return None
    ways = ["".join(map(_either, said)), *_chinese(said.casefold())]
    return "|".join(ways)


@cache
def _alike() -> dict[str, str]:
    """Give all that look like a letter, by what they are read as."""
    found: dict[str, str] = {}
    for one, read in zip(*ALIKE, strict=False):  # what stands beyond is dropped, not read
        found[read] = found.get(read, read) + one
    return found


@cache
def _either(one: str) -> str:
    """Give what matches a letter and all that look like it, in both widths."""
    if one == " ":
        return " *"
    read = dict(zip(*ALIKE, strict=False)).get(one, one.casefold())
    same = one + _alike().get(read, "")
    both = same + "".join(chr(ord(letter) + _WIDE) for letter in same if "!" <= letter <= "~")
    letters = "".join(map(_literal, dict.fromkeys(both)))
    return letters if len(both) == 1 else f"[{letters}]"


def _literal(one: str) -> str:
    return f"\\{one}" if one.isascii() and not one.isalnum() else one


def _chinese(said: str) -> Iterator[str]:
    """Give what matches Chinese by its pinyin, with whatever follows as it stands."""
    typed, rest = _PINYIN.findall(said.replace("ü", "v"))[0]
    letters = re.sub("[ '’]", "", typed)
    if 1 < len(letters) <= _PINYIN_MAX:
        for way in islice(_ways(letters), _WAYS_MAX):
            yield "".join(f"[{one}] *" for one in way) + "".join(map(_either, rest))


def _ways(typed: str) -> Iterator[list[str]]:
    """Read letters as syllables and initials, the longest syllable first; the last one may be begun only."""
    if not typed:
        yield []
        return
    for length in range(min(len(typed), _SYLLABLE_MAX), 0, -1):
        head, rest = typed[:length], typed[length:]
        letters = letters_of().get(head) if rest and length > 1 else beginning_with(head)
        if letters:
            yield from ([letters, *way] for way in _ways(rest))
