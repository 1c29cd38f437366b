"""``answer``: right answers to the play's questions.

Invariant   the key is in no odds, no record and no answer: only the score is told
"""

from random import Random

import msgspec

from largesse.activities.operators.answer import ANSWER
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import DecideAnswer
from largesse.play.operators.decider import Decider, Given, Met, Published, Turn, no_number
from largesse.play.operators.shown import Seen, Shown
from largesse.store.extending import hookimpl


class Solution(msgspec.Struct, frozen=True):
    """What is right for one question, and what it is worth."""

    question: str
    right: frozenset[str]
    points: int = 1


class Rules(msgspec.Struct, frozen=True):
    """The key, and what passes."""

    key: tuple[Solution, ...]
    pass_score: int


def published(decide: DecideAnswer) -> Published:
    """Give how many questions there are and what passes; never what is right."""
    return {
        "questions": len(values(decide, "key/*")),
        "pass_score": first(decide, "pass_score"),
        "items": [first(decide, "outcome/id"), first(decide, "otherwise/id")],
        "fallback": first(decide, "fallback/id"),
    }


def rules(decide: DecideAnswer) -> Rules:
    """Give the key: deciding needs it."""
    return msgspec.convert(decide, Rules)


def decide(rules: Rules, turn: Turn) -> Met:
    """Give the pass or what else comes; a question counts when exactly its right options were chosen."""
    score = sum(one.points for one in rules.key if frozenset(turn.given.get(one.question, ())) == one.right)
    basis = {"score": score, "of": sum(one.points for one in rules.key)}
    return Met(0 if score >= rules.pass_score else 1, basis=basis)


def shown(decide: DecideAnswer, _seen: Seen) -> Shown:
    """Show what passes, out of how much."""
    most = sum(one.points for one in rules(decide).key)
    return Shown({"of": most, "pass_score": int(first(decide, "pass_score"))})


def says(rules: Rules, dice: Random, skill: float) -> Given:
    """Answer each question, right with the chance ``skill``."""
    return {one.question: tuple(one.right) for one in rules.key if dice.random() < skill}


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=ANSWER,
        published=published,
        decide=decide,
        verify=no_number,
        rules=rules,
        shown=shown,
        says=says,
    )
