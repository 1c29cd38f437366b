"""Take the best edge left, then the next: over kinds of equal rows, so that a thousand alike cost a thousand.

Edges are ranked by what they are (levels), then by item id, then by line id. Within a level the items of all
kinds are walked in id order, and each takes the first line left of the kinds that it has an edge to. That is
the order in which the edges of single rows would be taken one by one.

Invariant   the pairs depend on ids and levels only, never on the order of rows, kinds or edges
"""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush, heapreplace
from itertools import groupby

Edge = tuple[int, int, tuple[int, ...]]  # kind of line, kind of item, level


class Walk:
    """One walk over the edges of one matching.

    Args:
        lines: ids of each kind of line, in order; ``items`` likewise.
    """

    def __init__(self, lines: Sequence[Sequence[str]], items: Sequence[Sequence[str]]) -> None:
        self._lines, self._items = lines, items
        self._line_at, self._item_at = [0] * len(lines), [0] * len(items)
        self.pairs: list[tuple[str, str, tuple[int, ...]]] = []
        self.steps = 0

    def over(self, edges: Iterable[Edge]) -> None:
        """Walk edges that stand in the order of their levels."""
        for level, found in groupby(edges, key=lambda edge: edge[2]):
            met: dict[int, list[int]] = {}
            for line, item, _ in found:
                self.steps += 1
                if self._line_at[line] < len(self._lines[line]) and self._item_at[item] < len(
                    self._items[item]
                ):
                    met.setdefault(item, []).append(line)
            self._level(met, level)

    def _level(self, met: dict[int, list[int]], level: tuple[int, ...]) -> None:
        queue = [(self._items[item][self._item_at[item]], item) for item in met]
        heads = {
            item: [(self._lines[line][self._line_at[line]], line) for line in lines]
            for item, lines in met.items()
        }
        heapify(queue)
        for one in heads.values():
            heapify(one)
        while queue:
            ident, item = heappop(queue)
            line = self._first(heads[item])
            if line is None:
                continue
            self.pairs.append((self._lines[line][self._line_at[line]], ident, level))
            self._line_at[line] += 1
            self._item_at[item] += 1
            if self._item_at[item] < len(self._items[item]):
                heappush(queue, (self._items[item][self._item_at[item]], item))

    def _first(self, heads: list[tuple[str, int]]) -> int | None:
        """Give the kind whose next line is the first; heads that were taken since are put right."""
        while heads:
            self.steps += 1
            ident, line = heads[0]
            at, ids = self._line_at[line], self._lines[line]
            if at >= len(ids):
                heappop(heads)
            elif ids[at] != ident:
                heapreplace(heads, (ids[at], line))
            else:
                return line
        return None
