"""What a child may use, and what is told when it wanted more."""

from dataclasses import dataclass

from largesse.kernel.errors import Refusal, TooOften

ANSWER_MAX = 256 * 2**20
FRAME_MAX = 16 * 2**20


@dataclass(frozen=True)
class Limits:
    """What one child may use: ``memory_mb`` beyond what the fork server holds, ``time_s`` by the clock."""

    memory_mb: int
    time_s: float


class ReadingStopped(Refusal):
    """A file was not read to its end; nothing of it was kept."""


@dataclass(frozen=True)
class ReadingTooSlow(ReadingStopped):
    """Reading a file took longer than a child may run."""

    code = "store.reading_too_slow"
    time_s: int


@dataclass(frozen=True)
class ReadingTooLarge(ReadingStopped):
    """What a file unpacks to is more than a child may hold or give back."""

    code = "store.reading_too_large"
    memory_mb: int


@dataclass(frozen=True)
class ReadingBroken(ReadingStopped):
    """The child died of a file, or its reader met what it does not know."""

    code = "store.reading_broken"


class ReadingBusy(TooOften):
    """So many files are being read that this one would wait too long."""

    code = "store.reading_busy"
