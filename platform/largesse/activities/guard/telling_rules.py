"""Rules on what must be told before anyone takes part, beside the terms that follow from the document.

Source      rules.json names the statute of each rule; docs/explanation/guard.md
"""

from collections.abc import Iterator

from largesse.activities.documents.document import all_outcomes, disclosed, effects, granted, worth_minor
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.prize_rules import CURRENCY, drawn
from largesse.activities.guard.rule import Hit
from largesse.activities.terms.sentences import says_who
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import pointer

# What no document can say by itself; prizes, odds, numbers and how it is drawn follow from it.
TOLD_BY_PEOPLE = ("organiser", "claim_rule", "delivery", "forfeiture", "contact")
USED_BY_RULES = ("points", "voucher")  # a prize of these is worth what its rules of use let it be
PUBLISHED_ABOVE_MINOR = 50_000  # of an on-the-spot draw, in yuan


def disclosure_missing(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Tell which fields of the disclosure are missing."""
    if any(one.effects for one in all_outcomes(document, grammar)):
        for field in (*TOLD_BY_PEOPLE, *(() if says_who(document) else ("entry_rule",))):
            yield from _untold(document, field)


def use_rule_untold(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Ask of points and vouchers how they are exchanged, where they can be used and how long."""
    placed = list(all_outcomes(document, grammar))
    rights = (right for one in placed for right, _ in granted(document, one))
    given = any(grammar.used_by_rules(effect) for effect, _ in effects(document, grammar))
    if given or any(right["category"] in USED_BY_RULES for right in rights):
        yield from _untold(document, "use_rule")


def winners_untold(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Ask of a drawn prize above 500 yuan where it is published who won it."""
    if any(
        worth_minor(document, one) > PUBLISHED_ABOVE_MINOR
        for one in drawn(document, grammar)
        if all(right["currency"] == CURRENCY for right, _ in granted(document, one))
    ):
        yield from _untold(document, "winners")


def _untold(document: ActivityDocument, field: str) -> Iterator[Hit]:
    words = disclosed(document).get(field, {"zh-CN": ""})
    if not _says(words["zh-CN"]):
        yield Hit(pointer("disclosure", field), {"field": field})


def _says(words: str) -> bool:
    """Tell whether a reader would see anything: spaces of no width are none."""
    return any(char.isprintable() and not char.isspace() for char in words)
