"""The guard: what the law lets an activity give, each rule with its source and the institution's sign-off.

Words       *rule* a legal check: code, source, since when, who keeps it, certainty, sign-off;
            *hit* where a document breaks it; *sample* a sign-off that ships with the demo
Invariant   a rule without the institution's sign-off warns, with it it blocks
Source      rules.json names the statute of each rule; docs/explanation/guard.md
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from largesse.activities.documents.document import (
    Placed,
    all_outcomes,
    cost_minor,
    granted,
    is_chance,
    outcomes,
    worth_minor,
)
from largesse.activities.odds.odds import WHOLE_PPM, is_whole
from largesse.contracts.documents_gen import ActivityDocument, Text
from largesse.contracts.reading import pointer
from largesse.kernel.copy import text

Severity = Literal["error", "warning"]
Fact = str | Text  # a name that people gave is told in the reader's language
CEILING_MINOR, CEILING_CURRENCY = 5_000_000, "CNY"  # 50,000.00 yuan itself is allowed
ALWAYS_TOLD = ("organiser", "prize_list", "entry_rule", "claim_rule", "delivery", "forfeiture", "contact")
CHANCE_TOLD = ("draw_time", "draw_method")
_RULE = "activities.rule_{}"


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who in the institution took the rule for its own, and when (ISO date); ``sample``: nobody did yet."""

    by: Mapping[str, str]
    on: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One legal rule as data. ``effective``: ISO date of the law; ``owner``: the desk that keeps the rule."""

    code: str
    source: Mapping[str, str]
    effective: str
    owner: Mapping[str, str]
    certainty: str
    sign_off: SignOff | None

    @property
    def severity(self) -> Severity:
        """An error once the institution signed it off, until then a warning."""
        return "warning" if self.sign_off is None else "error"

    def cited(self, locale: str) -> str:
        """Give the law in words: source, since when, how certain, who keeps the rule."""
        facts = {
            "source": self.source[locale],
            "effective": self.effective,
            "certainty": text(f"activities.certainty_{self.certainty}", locale),
            "owner": self.owner[locale],
        }
        return text(_RULE.format("cited"), locale, facts)

    def signed(self, locale: str) -> str:
        """Give the sign-off in words, a sample named as one; empty without."""
        if self.sign_off is None:
            return ""
        kind = _RULE.format("signed_sample" if self.sign_off.sample else "signed")
        return text(kind, locale, {"by": self.sign_off.by[locale], "on": self.sign_off.on})


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a document breaks a rule."""

    code: str
    path: str
    facts: Mapping[str, Fact]


@cache
def rules() -> tuple[Rule, ...]:
    """Give the rules in force, in the order in which people read them."""
    rows = json.loads(Path(__file__).with_name("rules.json").read_text("utf-8"))
    return tuple(
        Rule(
            row["code"],
            row["source"],
            row["effective"],
            row["owner"],
            row["certainty"],
            SignOff(**row["sign_off"]) if row["sign_off"] else None,
        )
        for row in rows
    )


def rule(code: str) -> Rule | None:
    """Give the rule of a code; None where no law stands behind it."""
    return next((one for one in rules() if one.code == code), None)


def hits(document: ActivityDocument) -> list[Hit]:
    """Give every place where the document breaks a rule; needs valid rights, plays and disclosure."""
    return [hit for one in rules() for hit in _CHECKS[one.code](document)]


def _drawn(document: ActivityDocument) -> Iterator[Placed]:
    """Give every outcome that chance may bring, fallbacks included."""
    for index, play in enumerate(document["plays"]):
        if is_chance(play):
            yield from outcomes(play, index)


def _prize_over_ceiling(document: ActivityDocument) -> Iterator[Hit]:
    for one in _drawn(document):
        # Said to be worth less than it costs, a prize counts as what it costs.
        worth = max(worth_minor(document, one.outcome), cost_minor(document, one.outcome))
        if worth > CEILING_MINOR:
            facts: dict[str, Fact] = {
                "prize": one.outcome["title"],
                "worth": _yuan(worth),
                "most": _yuan(CEILING_MINOR),
            }
            yield Hit("activities.prize_over_ceiling", pointer(*one.path), facts)


def _prize_not_in_yuan(document: ActivityDocument) -> Iterator[Hit]:
    for one in _drawn(document):
        for right, _ in granted(document, one.outcome):
            if right["currency"] != CEILING_CURRENCY:
                facts: dict[str, Fact] = {"prize": one.outcome["title"], "currency": right["currency"]}
                yield Hit("activities.prize_not_in_yuan", pointer(*one.path), facts)


def _odds_not_whole(document: ActivityDocument) -> Iterator[Hit]:
    for index, play in enumerate(document["plays"]):
        shares = [one.ppm for one in outcomes(play, index) if one.ppm is not None]
        if is_chance(play) and not is_whole(shares):
            facts: dict[str, Fact] = {
                "play": play["title"],
                "ppm": f"{sum(shares):,}",
                "whole": f"{WHOLE_PPM:,}",
            }
            yield Hit("activities.odds_not_whole", pointer("plays", index, "decide", "items"), facts)


def _disclosure_missing(document: ActivityDocument) -> Iterator[Hit]:
    if not any(one.outcome["effects"] for one in all_outcomes(document)):
        return
    told = cast("Mapping[str, Mapping[str, str]]", document["disclosure"])
    said = {field for field, words in told.items() if _says(words["zh-CN"])}
    wanted = list(ALWAYS_TOLD)
    if any(is_chance(play) for play in document["plays"]):
        wanted += [*CHANCE_TOLD] if said & {"odds", "quantity"} else [*CHANCE_TOLD, "odds"]
    for field in wanted:
        if field not in said:
            yield Hit("activities.disclosure_missing", pointer("disclosure", field), {"field": field})


def _says(words: str) -> bool:
    """Tell whether a reader would see anything: spaces of no width are none."""
    return any(char.isprintable() and not char.isspace() for char in words)


def _yuan(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02d}"


_CHECKS: dict[str, Callable[[ActivityDocument], Iterator[Hit]]] = {
    "activities.prize_over_ceiling": _prize_over_ceiling,
    "activities.prize_not_in_yuan": _prize_not_in_yuan,
    "activities.odds_not_whole": _odds_not_whole,
    "activities.disclosure_missing": _disclosure_missing,
}
