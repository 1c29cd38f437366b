"""The chain over an activity's draws, and where a record first strays from it; pure.

Invariant   whoever leaves a draw out, changes one or puts one in gives another head
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.canonical import dumps

MARKS_MAX, MARK_DIGITS = 256, 16


class Seal(msgspec.Struct, frozen=True):
    """What is public of an activity's draws: how many, a mark after every ``step``, the head in hex."""

    draws: int
    step: int
    marks: tuple[str, ...]
    head: str


@dataclass(frozen=True, slots=True)
class Strayed:
    """Places of the sealed order, from 1, among which a record first differs.

    ``missing``: the record ends before them.
    """

    first: int
    last: int
    missing: bool


class Chain:
    """A chain that grows draw by draw, in the sealed order."""

    def __init__(self, activity: UUID, step: int) -> None:
        self._link = hashlib.sha256(f"draws.v1|{activity}".encode()).digest()
        self._step = step
        self.draws = 0
        self.marks: list[str] = []

    def add(self, draw: Mapping[str, Any]) -> None:
        """Add a draw as the record has it."""
        self._link = hashlib.sha256(self._link + dumps(draw)).digest()
        self.draws += 1
        if self.draws % self._step == 0:
            self.marks.append(self._link.hex()[:MARK_DIGITS])

    @property
    def seal(self) -> Seal:
        """The seal of what was added so far."""
        return Seal(self.draws, self._step, tuple(self.marks), self._link.hex())


def step_of(draws: int) -> int:
    """Give after how many draws a mark stands, so that there are at most ``MARKS_MAX``."""
    return max(1, -(-draws // MARKS_MAX))


def strayed(activity: UUID, draws: Iterable[Mapping[str, Any]], seal: Seal) -> Strayed | None:
    """Find where draws, in the sealed order, first differ from what was sealed; None: nowhere."""
    chain = Chain(activity, seal.step)
    for draw in draws:
        chain.add(draw)
        if _differs(chain.marks, seal.marks):
            return Strayed(chain.draws - seal.step + 1, chain.draws, missing=False)
    if chain.seal.head == seal.head and chain.draws == seal.draws:
        return None
    if chain.draws < seal.draws:
        return Strayed(len(chain.marks) * seal.step + 1, seal.draws, missing=True)
    return Strayed(len(seal.marks) * seal.step + 1, chain.draws, missing=False)


def _differs(marks: Sequence[str], sealed: Sequence[str]) -> bool:
    return len(marks) <= len(sealed) and bool(marks) and marks[-1] != sealed[len(marks) - 1]
