"""The tree of a closed list, kept in parts, so that a proof is read without the list.

Invariant   a list of a million entries gives each proof by some twenty short reads in one statement
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from largesse.kernel.ids import text_id
from largesse.play.selection.merkle import OCTETS, Proof, Tree, beside, leaves
from largesse.store.work import Read, Tx

_PART = 32  # hashes, so that a part stays in its row
_MANY = 10_000
_PAGE = """
select number, draw, client from play_entry where activity = $1 and play = $2 and number > $3
order by number limit 20000
"""
_KEEP = "insert into play_tree_part (activity, play, height, part, hashes) values ($1, $2, $3, $4, $5)"
_BESIDE = """
select substring(t.hashes from w.at * 32 + 1 for 32) as hash
from unnest($3::int[], $4::int[], $5::int[]) with ordinality as w(height, part, at, nr)
join play_tree_part t on t.activity = $1 and t.play = $2 and t.height = w.height and t.part = w.part
order by w.nr
"""


class _Entry(NamedTuple):
    """A line of the list."""

    number: int
    draw: UUID
    client: UUID


@dataclass(frozen=True, slots=True)
class _Hash:
    """A hash beside the way up."""

    hash: bytes


def line(number: int, draw: UUID, client: UUID) -> bytes:
    """Write an entry as it stands in the list; the draw's id is what nobody can guess."""
    who, made = text_id("cli", client), text_id("drw", draw)
    return f'{{"client":"{who}","draw":"{made}","number":{number}}}'.encode()  # RFC 8785, for speed by hand


async def grown(read: Read, activity: UUID, play: str) -> Tree | None:
    """Give the tree of a draw's entries; None: there are none."""
    hashes, last = bytearray(), 0
    while rows := await read.tuples(_Entry, _PAGE, activity, play, last):
        hashes += leaves(line(*row) for row in rows)
        last = rows[-1].number
    return Tree.of_leaves(bytes(hashes)) if hashes else None


async def keep(tx: Tx[Any], activity: UUID, play: str, tree: Tree) -> None:
    """Keep a tree in parts, without its root."""
    parts = list(_parts(tree))
    for start in range(0, len(parts), _MANY):
        await tx.many(_KEEP, [(activity, play, *one) for one in parts[start : start + _MANY]])


def _parts(tree: Tree) -> Iterator[tuple[int, int, bytes]]:
    width = _PART * OCTETS
    for height, level in enumerate(tree.levels[:-1]):
        for part, start in enumerate(range(0, len(level), width)):
            yield height, part, level[start : start + width]


async def proof(read: Read, activity: UUID, play: str, size: int, number: int) -> Proof:
    """Give the proof that an entry stands in a closed list; its number is counted from 1."""
    places = beside(size, number - 1)
    heights, at = [height for height, _ in places], [place for _, place in places]
    found = await read.all(
        _Hash,
        _BESIDE,
        activity,
        play,
        heights,
        [place // _PART for place in at],
        [place % _PART for place in at],
    )
    return Proof(size, number - 1, tuple(one.hash for one in found))
