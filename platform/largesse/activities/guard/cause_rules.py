"""Rules on what may not be rewarded, and on who may not be.

Source      rules.json names the statute of each rule; docs/explanation/guard.md
"""

from collections.abc import Iterator
from typing import Any, cast

from largesse.activities.documents.document import plays
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.causes import Cause, audience_rule, causes, excludes_staff
from largesse.activities.guard.rule import Fact, Hit
from largesse.contracts.documents_gen import ActivityDocument, Text
from largesse.contracts.reading import pointer
from largesse.kernel.copy import LOCALES, text

BARRED = frozenset({"deposit", "wealth", "fund", "insurance"})


def regulated_reward(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Tell of rewards for deposits that grow, or for buying or holding wealth, fund or insurance products."""
    for one in causes(document, grammar):
        if one.family in BARRED and not one.standing:
            yield Hit(one.path, {"cause": one.name, "family": _family(one)})


def opinion_missing(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Ask for compliance's opinion where what is given follows from how much a client holds in all."""
    if "opinion" not in document:
        for one in causes(document, grammar):
            if one.standing:
                yield Hit(one.path, {"cause": one.name})


def cause_unlisted(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Tell of tags and events whose family nobody has listed, so that nobody knows what is rewarded."""
    for one in causes(document, grammar):
        if one.family is None:
            yield Hit(one.path, {"cause": one.name})


def sharing_rewarded(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Tell of rewards for sharing itself."""
    for one in causes(document, grammar):
        if one.sharing:
            yield Hit(one.path, {"cause": one.name})


def staff_not_excluded(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Tell of uncertain plays in which staff and their households could win."""
    if excludes_staff(audience_rule(document)):
        return
    for played in plays(document, grammar):
        when: Any = played.play.get("when")
        gives = any(grammar.of_value(effect) for one in played.placed for effect in one.effects)
        if played.uncertain and gives and not (when and excludes_staff(when)):
            facts: dict[str, Fact] = {"play": played.title}
            yield Hit(pointer("audience", "rule"), facts)


def _family(cause: Cause) -> Text:
    return cast("Text", {one: text(f"activities.family.{cause.family}", one) for one in LOCALES})
