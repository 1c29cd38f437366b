"""The rules that the house ships: what may not be won or rewarded, and what must be told.

Invariant   each entry of rules.json has its check here and each check its entry
Source      rules.json names the statute of each rule; docs/explanation/guard.md
"""

import json
from collections.abc import Mapping
from pathlib import Path

from largesse.activities.guard import cause_rules, prize_rules, telling_rules
from largesse.activities.guard.rule import Check, Rule
from largesse.store.extending import hookimpl

CHECKS: Mapping[str, Check] = {
    "activities.regulated_reward": cause_rules.regulated_reward,
    "activities.prize_over_ceiling": prize_rules.prize_over_ceiling,
    "activities.prize_not_in_yuan": prize_rules.prize_not_in_yuan,
    "activities.odds_not_whole": prize_rules.odds_not_whole,
    "activities.disclosure_missing": telling_rules.disclosure_missing,
    "activities.opinion_missing": cause_rules.opinion_missing,
    "activities.staff_not_excluded": cause_rules.staff_not_excluded,
    "activities.use_rule_untold": telling_rules.use_rule_untold,
    "activities.winners_untold": telling_rules.winners_untold,
    "activities.sharing_rewarded": cause_rules.sharing_rewarded,
    "activities.cause_unlisted": cause_rules.cause_unlisted,
}


@hookimpl
def guard_rules() -> list[Rule]:
    """Give the rules in the order in which people read them."""
    rows = json.loads(Path(__file__).with_name("rules.json").read_text("utf-8"))
    return [Rule.of(row, CHECKS[row["code"]]) for row in rows]
