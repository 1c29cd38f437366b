"""Scores that a client's own phone tells: whether they can be true; pure.

Words       *score* a number question that says how much can be reached in a second
Invariant   the server's clock decides: over any time no client gets beyond what the document states; only
            a first attempt has no attempt before it, and is bound by the most of one attempt
Source      docs/explanation/scores.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from largesse.kernel.errors import Refusal
from largesse.play.asks.answers import NUMBER_MAX, Question

_MS = 1000


@dataclass(frozen=True)
class ScoreTooHigh(Refusal):
    """More than one attempt can bring."""

    code = "play.score_too_high"
    score: int
    most: int


@dataclass(frozen=True)
class ScoreTooFast(Refusal):
    """More than can be reached in the time since the client's attempt before."""

    code = "play.score_too_fast"
    score: int
    most: int


def scores_of(asks: Sequence[Question]) -> tuple[Question, ...]:
    """Give the questions that are scores."""
    return tuple(one for one in asks if one.kind == "number" and one.per_second)


def must_be_plausible(
    scores: Sequence[Question], given: Mapping[str, Sequence[str]], since_ms: int | None
) -> None:
    """Refuse a score that cannot be true; ``since_ms``: since the attempt before, None: there is none.

    Raises:
        ScoreTooHigh: ``play.score_too_high``.
        ScoreTooFast: ``play.score_too_fast``.
    """
    for one in scores:
        for said in given.get(one.id, ()):
            score, most = int(said), one.max or NUMBER_MAX
            if score > most:
                raise ScoreTooHigh(score, most)
            reachable = most if since_ms is None else (one.per_second or 0) * max(0, since_ms) // _MS
            if score > reachable:
                raise ScoreTooFast(score, reachable)
