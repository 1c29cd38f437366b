"""The arithmetic of chance: integer parts per million, nothing ever rescaled.

Words       *ppm* parts per million; *number* a fair draw in [0, 1,000,000)
Invariant   items in order cover [0, 1,000,000) without gap or overlap, so each number means one item
Source      docs/reference/plays.md
"""

from collections.abc import Iterator, Sequence

from largesse.kernel.errors import Broken

WHOLE_PPM = 1_000_000


def is_whole(shares_ppm: Sequence[int]) -> bool:
    """Tell whether chances are non-negative and make exactly 1,000,000 ppm together."""
    return min(shares_ppm, default=0) >= 0 and sum(shares_ppm) == WHOLE_PPM


def percent(ppm: int) -> str:
    """Write parts per million as people read them: ``8%``, ``0.1%``, ``0.0001%``."""
    return f"{ppm / 10_000:.4f}".rstrip("0").rstrip(".") + "%"


def pick(shares_ppm: Sequence[int], number: int) -> int:
    """Give the index of the item that a number means.

    Args:
        shares_ppm: chance of each item, in the document's order; together 1,000,000.
        number: 0 to 999,999, drawn fairly by the caller.
    """
    if not is_whole(shares_ppm):
        raise Broken(f"odds make {sum(shares_ppm)} ppm")
    if not 0 <= number < WHOLE_PPM:
        raise Broken(f"a draw outside the odds: {number}")
    ends = 0
    for index, share in enumerate(shares_ppm):
        ends += share
        if number < ends:
            return index
    raise Broken("whole odds have an end")


def spans(shares_ppm: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give each item's half-open range of numbers, for those who verify a draw."""
    begin = 0
    for share in shares_ppm:
        yield begin, begin + share
        begin += share
