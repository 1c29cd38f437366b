"""Seconds to match lines and items that share one reference, in the ways in which they can.

``python -m tests.bench.settlement.shared_reference [--rows 60000]``
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date

from tests.bench.ground import say
from tests.unit.settlement.sides import ItemKey, LineKey, frames

from largesse.settlement.matching.exact import match
from largesse.settlement.matching.frames import Rules

DAY = date(2026, 3, 10)
Ways = dict[str, Callable[[int], tuple[int, str, str]]]
# Of the n-th pair: what the line asks, our reference on the line, our reference on the item.
WAYS: Ways = {
    "all alike": lambda _: (100, "", ""),
    "all dearer": lambda _: (101, "", ""),
    "each its own amount": lambda n: (101 + n, "", ""),
    "our reference on one side": lambda n: (100, f"P{n}", ""),
    "our references clash": lambda n: (100, f"P{n}", f"Q{n}"),
}


def main() -> int:
    """Match each way at 800 rows and at the rows asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=60_000)
    for rows in (800, parser.parse_args().rows):
        for name, of in WAYS.items():
            say(f"{seconds(rows, of):>7.2f} s  {rows:>7} a side  {name}")
    return 0


def seconds(rows: int, of: Callable[[int], tuple[int, str, str]]) -> float:
    """Match once."""
    lines, items = [], []
    for n in range(rows):
        asked, ours, order = of(n)
        lines.append(LineKey(f"l{n:07}", "fulfilment", "SAME", ours, asked, "CNY", DAY))
        items.append(ItemKey(f"i{n:07}", "SAME", order, 100, "CNY", DAY))
    given = frames(lines, items)
    begun = time.perf_counter()
    match(*given, [], Rules())
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
