"""The selection of RFC 3797: who is chosen of a numbered pool follows from a key nobody could know before.

Words       *key* the public values that were announced beforehand, written as one string
Invariant   the first n selected are the same however many are asked for: who drops out is followed by the
            next, and nobody else moves
Source      RFC 3797 sections 4 and 6
"""

import hashlib
from bisect import bisect_right, insort

from largesse.kernel.errors import Broken

POOL_MAX = 10_000_000
COUNT_MAX = 1 << 16  # the counter has two octets


def selected(key: str, pool: int, count: int) -> list[int]:
    """Give the numbers selected of a pool, in the order in which they come out.

    Args:
        key: printable ASCII, not empty; each source ends with a stroke, as ``9319./2.5.8.10.12./``.
        pool: how many there are, numbered from 1.
        count: how many are selected, at most ``COUNT_MAX`` and no more than there are.

    Raises:
        Broken: an argument lies outside its bounds.
    """
    if not is_key(key) or not 1 <= pool <= POOL_MAX or not 0 <= count <= min(pool, COUNT_MAX):
        raise Broken(f"no selection of {count} out of {pool}")
    taken: list[int] = []  # places counted from 0, sorted
    found = []
    for nr in range(count):
        left = _number(key.encode("ascii"), nr) % (pool - nr)
        # Of those still in the pool it is the one with ``left`` before it; each that is gone moves it on.
        place = left + bisect_right(range(nr), left, key=lambda at: taken[at] - at)
        insort(taken, place)
        found.append(place + 1)
    return found


def is_key(key: str) -> bool:
    """Tell whether a string may be a key."""
    return bool(key) and key.isascii() and key.isprintable()


def _number(key: bytes, nr: int) -> int:
    counter = nr.to_bytes(2, "big")
    # MD5 is the RFC's choice; nothing rests on its withstanding an attack, because others fix the key.
    return int.from_bytes(hashlib.md5(counter + key + counter, usedforsecurity=False).digest(), "big")
