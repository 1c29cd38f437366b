"""The guard: what the law lets an activity give, each rule with its source and the institution's sign-off.

Words       *rule* a legal check: code, source, certainty, sign-off; *hit* where a document breaks it
Invariant   a rule without the institution's sign-off warns, with it it blocks
Source      rules.json names the statute of each rule; docs/explanation/guard.md
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from largesse.activities.document import all_outcomes, is_chance, outcomes, worth_minor
from largesse.activities.odds import WHOLE_PPM, is_whole
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import pointer

Severity = Literal["error", "warning"]
CEILING_MINOR = 5_000_000  # 50,000.00 CNY
ALWAYS_TOLD = ("organiser", "prize_list", "entry_rule", "claim_rule", "delivery", "forfeiture", "contact")
CHANCE_TOLD = ("draw_time", "draw_method")


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who in the institution took the rule for its own, and when (ISO date)."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One legal rule as data."""

    code: str
    source: Mapping[str, str]
    certainty: str
    sign_off: SignOff | None

    @property
    def severity(self) -> Severity:
        """An error once the institution signed it off, until then a warning."""
        return "warning" if self.sign_off is None else "error"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a document breaks a rule."""

    code: str
    path: str
    facts: Mapping[str, str]


@cache
def rules() -> tuple[Rule, ...]:
    """Give the rules in force, in the order in which people read them."""
    rows = json.loads(Path(__file__).with_name("rules.json").read_text("utf-8"))
    return tuple(
        Rule(
            row["code"],
            row["source"],
            row["certainty"],
            SignOff(**row["sign_off"]) if row["sign_off"] else None,
        )
        for row in rows
    )


def hits(document: ActivityDocument) -> list[Hit]:
    """Give every place where the document breaks a rule; needs valid rights, plays and disclosure."""
    return [hit for rule in rules() for hit in _CHECKS[rule.code](document)]


def _prize_over_ceiling(document: ActivityDocument) -> Iterator[Hit]:
    for index, play in enumerate(document["plays"]):
        if not is_chance(play):
            continue
        for one in outcomes(play, index):
            worth = worth_minor(document, one.outcome)
            if worth > CEILING_MINOR:
                facts = {
                    "prize": one.outcome["title"]["zh-CN"],
                    "worth": _yuan(worth),
                    "most": _yuan(CEILING_MINOR),
                }
                yield Hit("activities.prize_over_ceiling", pointer(*one.path), facts)


def _odds_not_whole(document: ActivityDocument) -> Iterator[Hit]:
    for index, play in enumerate(document["plays"]):
        shares = [one.ppm for one in outcomes(play, index) if one.ppm is not None]
        if is_chance(play) and not is_whole(shares):
            facts = {"play": play["title"]["zh-CN"], "ppm": f"{sum(shares):,}", "whole": f"{WHOLE_PPM:,}"}
            yield Hit("activities.odds_not_whole", pointer("plays", index, "decide", "items"), facts)


def _disclosure_missing(document: ActivityDocument) -> Iterator[Hit]:
    if not any(one.outcome["effects"] for one in all_outcomes(document)):
        return
    told = cast("Mapping[str, Mapping[str, str]]", document["disclosure"])
    said = {field for field, text in told.items() if text["zh-CN"].strip()}
    wanted = list(ALWAYS_TOLD)
    if any(is_chance(play) for play in document["plays"]):
        wanted += [*CHANCE_TOLD] if said & {"odds", "quantity"} else [*CHANCE_TOLD, "odds"]
    for field in wanted:
        if field not in said:
            yield Hit("activities.disclosure_missing", pointer("disclosure", field), {"field": field})


def _yuan(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02d}"


_CHECKS: dict[str, Callable[[ActivityDocument], Iterator[Hit]]] = {
    "activities.prize_over_ceiling": _prize_over_ceiling,
    "activities.odds_not_whole": _odds_not_whole,
    "activities.disclosure_missing": _disclosure_missing,
}
