"""What matching is given and gives back, as data frames with fixed columns.

Invariant   nothing in a result depends on the order of the rows that went in
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from largesse.kernel.canonical import sha256_hex
from largesse.settlement.matching.polars import pl

LINE_COLUMNS = {
    "id": str,
    "type": str,
    "provider_ref": str,
    "platform_ref": str,
    "amount": int,
    "currency": str,
    "day": date,
}
ITEM_COLUMNS = {
    "id": str,
    "provider_ref": str,
    "platform_ref": str,
    "amount": int,
    "currency": str,
    "day": date,
}


@dataclass(frozen=True)
class Rules:
    """Version and parameters of the passes; part of the run's hash.

    Args:
        dense: of one reference, how many pairs there may be a row before rows are paired by order.
    """

    version: int = 2
    window_days: int = 3
    dense: int = 20


@dataclass(frozen=True, order=True)
class Pairing:
    """A line and an item that are one thing."""

    line: str
    item: str
    rule: str


@dataclass(frozen=True, order=True)
class Finding:
    """A line, an item or both that do not agree; ``""`` where a side is absent."""

    code: str
    line: str
    item: str


@dataclass(frozen=True)
class Result:
    """Everything a run found, in one fixed order; ``steps`` counts what it looked at, for proofs."""

    pairings: tuple[Pairing, ...]
    findings: tuple[Finding, ...]
    steps: int = field(default=0, compare=False)

    @property
    def sha(self) -> str:
        """SHA-256 of the whole result: equal results have equal hashes."""
        rows = [f"{one.rule}\x1f{one.line}\x1f{one.item}" for one in self.pairings]
        rows += [f"{one.code}\x1f{one.line}\x1f{one.item}" for one in self.findings]
        return sha256_hex("\n".join(rows).encode())


def line_frame(columns: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """Make the frame of lines from whole columns, in id order."""
    return pl.DataFrame(columns, schema=LINE_COLUMNS).sort("id")


def item_frame(columns: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """Make the frame of items from whole columns, in id order; ``platform_ref`` is our order's reference."""
    return pl.DataFrame(columns, schema=ITEM_COLUMNS).sort("id")


def frame_sha(frame: pl.DataFrame) -> str:
    """SHA-256 of a frame's rows; the frame is in id order already."""
    return sha256_hex(frame.write_csv(include_header=True).encode())
