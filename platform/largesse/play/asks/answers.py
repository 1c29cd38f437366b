"""Answers to a play's questions, held against what the document asks; pure.

Invariant   what is kept fits its question; a question that must be answered is
Source      schemas/play.v1.schema.json
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because
from largesse.kernel.writing import plain_given

TEXT_MAX, NUMBER_MAX, VALUES_MAX, NAMES_MAX = 500, 1_000_000_000, 20, 60
Answers = Mapping[str, Sequence[str]]


class Option(msgspec.Struct, frozen=True):
    """One answer that can be chosen."""

    id: str


class Question(msgspec.Struct, frozen=True):
    """A question of the document; ``max``: the most options, letters or the largest number.

    ``totals``: whoever has answered sees how many chose what. ``per_second``: it is a score; see ``pace``.
    """

    id: str
    kind: Literal["one", "many", "text", "number"]
    options: tuple[Option, ...] = ()
    optional: bool = False
    max: int | None = None
    totals: bool = False
    per_second: int | None = None


def questions_of(asks: Any) -> tuple[Question, ...]:
    """Read the questions of a play; the check found that they fit their schema."""
    return msgspec.convert(asks, tuple[Question, ...])


def answered(asks: Sequence[Question], said: Answers) -> dict[str, list[str]]:
    """Give what a client said, tidied: to each question of the play, and beside them to the operator.

    Raises:
        Malformed: at the question.
    """
    if len(said) > NAMES_MAX:
        raise Malformed(because("play.reason.answers", most=NAMES_MAX), "said")
    found: dict[str, list[str]] = {}
    for question in asks:
        values = [value for value in said.get(question.id, ()) if value.strip()]
        if values:
            found[question.id] = _KINDS[question.kind](question, values)
        elif not question.optional:
            raise Malformed(because("play.reason.unanswered"), question.id)
    for name in sorted(said.keys() - {question.id for question in asks}):
        found[name] = _plain(name, said[name])
    return found


def _plain(name: str, values: Sequence[str]) -> list[str]:
    if (
        not 1 <= len(name) <= TEXT_MAX
        or len(values) > VALUES_MAX
        or any(len(one) > TEXT_MAX for one in values)
    ):
        raise Malformed(because("play.reason.answers", most=VALUES_MAX), "said")
    return [plain_given(one, "said") for one in values]


def _one(question: Question, values: Sequence[str]) -> list[str]:
    return _options(question, values, 1)


def _many(question: Question, values: Sequence[str]) -> list[str]:
    return _options(question, values, question.max or VALUES_MAX)


def _options(question: Question, values: Sequence[str], most: int) -> list[str]:
    known = {option.id for option in question.options}
    chosen = sorted(set(values))
    if not known.issuperset(chosen) or len(chosen) > most:
        raise Malformed(because("play.reason.options", most=min(most, len(known))), question.id)
    return chosen


def _text(question: Question, values: Sequence[str]) -> list[str]:
    most = min(question.max or TEXT_MAX, TEXT_MAX)
    if len(values) != 1 or len(values[0]) > most:
        raise Malformed(because("play.reason.text", most=most), question.id)
    return [plain_given(values[0], question.id)]


def _number(question: Question, values: Sequence[str]) -> list[str]:
    # A score is judged where its play is decided, so that why it was refused is counted.
    most = NUMBER_MAX if question.per_second else question.max or NUMBER_MAX
    if len(values) != 1 or not values[0].isascii() or not values[0].isdigit() or int(values[0]) > most:
        raise Malformed(because("play.reason.number", most=most), question.id)
    return [str(int(values[0]))]


_KINDS: Mapping[str, Callable[[Question, Sequence[str]], list[str]]] = {
    "one": _one,
    "many": _many,
    "text": _text,
    "number": _number,
}
