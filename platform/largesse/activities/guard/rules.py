"""The rules that the house ships: what may not be won in a prize draw, and what must be told.

Words       *ceiling* the most that one prize of a draw may be worth
Invariant   each entry of rules.json has its check here and each check its entry
Source      rules.json names the statute of each rule; docs/explanation/guard.md
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from largesse.activities.documents.document import (
    Placed,
    all_outcomes,
    cost_minor,
    disclosed,
    granted,
    is_chance,
    outcomes,
    worth_minor,
)
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.rule import Check, Fact, Hit, Rule
from largesse.activities.operators.odds import WHOLE_PPM, is_whole
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import pointer
from largesse.kernel.money import figure
from largesse.store.extending import hookimpl

CEILING_MINOR, CEILING_CURRENCY = 5_000_000, "CNY"  # 50,000.00 yuan itself is allowed
ALWAYS_TOLD = ("organiser", "prize_list", "entry_rule", "claim_rule", "delivery", "forfeiture", "contact")
CHANCE_TOLD = ("draw_time", "draw_method")


@hookimpl
def guard_rules() -> list[Rule]:
    """Give the rules in the order in which people read them."""
    rows = json.loads(Path(__file__).with_name("rules.json").read_text("utf-8"))
    return [Rule.of(row, CHECKS[row["code"]]) for row in rows]


def _drawn(document: ActivityDocument, grammar: Grammar) -> Iterator[Placed]:
    """Give every outcome that chance may bring, fallbacks included."""
    for index, play in enumerate(document["plays"]):
        if is_chance(play, grammar):
            yield from outcomes(play, index, grammar)


def _prize_over_ceiling(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    for one in _drawn(document, grammar):
        # Said to be worth less than it costs, a prize counts as what it costs.
        worth = max(worth_minor(document, one), cost_minor(document, one))
        if worth > CEILING_MINOR:
            facts: dict[str, Fact] = {
                "prize": one.title,
                "worth": figure(worth, CEILING_CURRENCY, grouped=True),
                "most": figure(CEILING_MINOR, CEILING_CURRENCY, grouped=True),
            }
            yield Hit(pointer(*one.path), facts)


def _prize_not_in_yuan(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    for one in _drawn(document, grammar):
        for right, _ in granted(document, one):
            if right["currency"] != CEILING_CURRENCY:
                facts: dict[str, Fact] = {"prize": one.title, "currency": right["currency"]}
                yield Hit(pointer(*one.path), facts)


def _odds_not_whole(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    for index, play in enumerate(document["plays"]):
        shares = [one.share_ppm for one in outcomes(play, index, grammar) if not one.fallback]
        if is_chance(play, grammar) and not is_whole(shares):
            facts: dict[str, Fact] = {
                "play": play["title"],
                "ppm": f"{sum(shares):,}",
                "whole": f"{WHOLE_PPM:,}",
            }
            yield Hit(pointer("plays", index, "decide", "items"), facts)


def _disclosure_missing(document: ActivityDocument, grammar: Grammar) -> Iterator[Hit]:
    if not any(one.effects for one in all_outcomes(document, grammar)):
        return
    told = disclosed(document)
    said = {field for field, words in told.items() if _says(words["zh-CN"])}
    wanted = list(ALWAYS_TOLD)
    if any(is_chance(play, grammar) for play in document["plays"]):
        wanted += [*CHANCE_TOLD] if said & {"odds", "quantity"} else [*CHANCE_TOLD, "odds"]
    for field in wanted:
        if field not in said:
            yield Hit(pointer("disclosure", field), {"field": field})


def _says(words: str) -> bool:
    """Tell whether a reader would see anything: spaces of no width are none."""
    return any(char.isprintable() and not char.isspace() for char in words)


CHECKS: Mapping[str, Check] = {
    "activities.prize_over_ceiling": _prize_over_ceiling,
    "activities.prize_not_in_yuan": _prize_not_in_yuan,
    "activities.odds_not_whole": _odds_not_whole,
    "activities.disclosure_missing": _disclosure_missing,
}
