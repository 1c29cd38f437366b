"""Rules on what may be won where the outcome is uncertain: its worth, its currency, its odds.

Words       *ceiling* the most that one prize of a draw may be worth
Source      rules.json names the statute of each rule; docs/explanation/guard.md
"""

from collections.abc import Iterator

from largesse.activities.documents.document import (
    Placed,
    cost_minor,
    granted,
    plays,
    worth_minor,
)
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.rule import Fact, Hit
from largesse.activities.operators.odds import WHOLE_PPM, is_whole
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import pointer
from largesse.kernel.money import figure

CEILING_MINOR, CURRENCY = 5_000_000, "CNY"  # 50,000.00 yuan itself is allowed


def drawn(document: ActivityDocument, grammar: Grammar) -> Iterator[Placed]:
    """Give every outcome that nobody can count on, fallbacks included: by chance, skill or rank."""
    for played in plays(document, grammar):
        if played.uncertain:
            yield from played.placed


def prize_over_ceiling(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Tell of prizes above the ceiling; said to be worth less than it costs, a prize counts as its cost."""
    for one in drawn(document, grammar):
        worth = max(worth_minor(document, one), cost_minor(document, one))
        if worth > CEILING_MINOR:
            facts: dict[str, Fact] = {
                "prize": one.title,
                "worth": figure(worth, CURRENCY, grouped=True),
                "most": figure(CEILING_MINOR, CURRENCY, grouped=True),
            }
            yield Hit(pointer(*one.path), facts)


def prize_not_in_yuan(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Tell of prizes that cannot be held against the ceiling."""
    for one in drawn(document, grammar):
        for right, _ in granted(document, one):
            currency = right["currency"]
            if currency != CURRENCY:
                facts: dict[str, Fact] = {"prize": one.title, "currency": currency}
                yield Hit(pointer(*one.path), facts)


def odds_not_whole(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    """Tell of draws whose odds do not make a million."""
    for played in plays(document, grammar):
        shares = [one.share_ppm for one in played.offered if not one.on_top]
        if played.by_chance and not is_whole(shares):
            facts: dict[str, Fact] = {
                "play": played.title,
                "ppm": f"{sum(shares):,}",
                "whole": f"{WHOLE_PPM:,}",
            }
            yield Hit(pointer("plays", played.index, "decide", "items"), facts)
