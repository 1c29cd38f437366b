"""A Merkle tree over the ordered list of entries: one hash for all, and a short proof for each.

Leaves and nodes are hashed under different first octets, so that no node can be shown as an entry. A node
without a neighbour goes up unchanged. It is never paired with itself: then a list, and the same list with its
end repeated, would have one root, and the longer one could be shown for the one that was published.

Invariant   under one root and size, an entry has one place; nothing but that entry at that place verifies
Source      RFC 6962 section 2.1, RFC 9162 section 2.1.3.2
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from largesse.kernel.errors import Broken

TREE = "rfc6962-sha256"
_LEAF, _NODE = b"\x00", b"\x01"
OCTETS = hashlib.sha256().digest_size


@dataclass(frozen=True)
class Proof:
    """That an entry stands at ``index`` (from 0) of a list of ``size``: its neighbours on the way up.

    The root says nothing of the size: publish both.
    """

    size: int
    index: int
    path: tuple[bytes, ...]

    def document(self) -> dict[str, Any]:
        """Give the proof as JSON; below 2 KiB for any list of up to 2^28 entries."""
        path = [one.hex() for one in self.path]
        return {"tree": TREE, "size": self.size, "index": self.index, "path": path}


class Tree:
    """The tree of a closed list; about 64 octets of memory for each entry.

    Args:
        entries: at least one, each in its canonical form, with a random part of its own: a proof carries the
            hash of the entry beside, and whoever could guess that entry would learn that it is there.
    """

    def __init__(self, entries: Iterable[bytes]) -> None:
        self._levels = _levels(leaves(entries))

    @classmethod
    def of_leaves(cls, hashes: bytes) -> "Tree":
        """Grow the tree of a list whose entries were hashed before, see ``leaves``."""
        tree = cls.__new__(cls)
        tree._levels = _levels(hashes)  # noqa: SLF001 - its own
        return tree

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._levels[0]) // OCTETS

    @property
    def root(self) -> bytes:
        """The hash of the whole list."""
        return self._levels[-1]

    def proof(self, index: int) -> Proof:
        """Prove that the entry at ``index``, counted from 0, is in the list.

        Raises:
            Broken: there is no such entry.
        """
        if not 0 <= index < self.size:
            raise Broken(f"no entry {index} of {self.size}")
        path = tuple(_at(self._levels[height], place) for height, place in beside(self.size, index))
        return Proof(self.size, index, path)

    @property
    def levels(self) -> Sequence[bytes]:
        """The hashes at each height, the entries' own first, each level as one string of octets."""
        return self._levels


def leaves(entries: Iterable[bytes]) -> bytes:
    """Give the hashes of entries, one after the other."""
    return b"".join(_leaf(one) for one in entries)


def beside(size: int, index: int) -> list[tuple[int, int]]:
    """Give height and place of each hash beside the way from an entry up to the root."""
    found, height = [], 0
    while size > 1:
        place = index ^ 1
        if place < size:
            found.append((height, place))
        size, index, height = (size + 1) >> 1, index >> 1, height + 1
    return found


def verify(root: bytes, entry: bytes, proof: Proof) -> bool:
    """Tell whether an entry stands where its proof says, in the list that has this root and size."""
    if not 0 <= proof.index < proof.size:
        return False
    index, last, hashed = proof.index, proof.size - 1, _leaf(entry)
    for beside in proof.path:
        if last == 0:
            return False
        if index & 1 or index == last:
            hashed = _node(beside, hashed)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            hashed = _node(hashed, beside)
        index, last = index >> 1, last >> 1
    return last == 0 and hashed == root


def _levels(level: bytes) -> list[bytes]:
    if not level:
        raise Broken("a list without entries has no root")
    levels = [level]
    while len(level) > OCTETS:
        level = _above(level)
        levels.append(level)
    return levels


def _leaf(entry: bytes) -> bytes:
    return hashlib.sha256(_LEAF + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _at(level: bytes, place: int) -> bytes:
    return level[place * OCTETS : (place + 1) * OCTETS]


def _above(level: bytes) -> bytes:
    """Give the level above: pairs hashed, a last one without a neighbour as it is."""
    pairs, pair = [], 2 * OCTETS
    for start in range(0, len(level), pair):
        both = level[start : start + pair]
        pairs.append(hashlib.sha256(_NODE + both).digest() if len(both) == pair else both)
    return b"".join(pairs)
