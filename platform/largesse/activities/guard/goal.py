"""Whether the activity has a goal that somebody chose and that its prizes can reach."""

from collections.abc import Iterator

from largesse.activities.documents.document import all_outcomes, cost_minor, limits
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.problem import Problem, error
from largesse.contracts.documents_gen import ActivityDocument

_OF_PRIZES = {"wins", "claims", "redemptions"}
_WINS = {"win", "grant"}


def chosen(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for a target; a template begins with none."""
    if document["goal"]["target"] == 0:
        yield error("goal_not_chosen", "/goal/target")


def reachable(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Warn of a target above what the prizes' stocks, the limits and the budget let anyone win."""
    goal, most = document["goal"], winnable(document, grammar)
    target = goal["target"]
    if goal["metric"] in _OF_PRIZES and most is not None and target > most:
        facts = (("target", f"{target:,}"), ("most", f"{most:,}"))
        yield Problem("activities.goal_above_stock", "/goal/target", "warning", facts)


def winnable(document: ActivityDocument, grammar: Grammar) -> int | None:
    """Give how many prizes can be won at most; None where there are none, or nothing bounds them."""
    prizes = [one for one in all_outcomes(document, grammar) if one.grants]
    if not prizes:
        return None
    bounds = [one["max"] for one in limits(document) if one["scope"] == "activity" and one["count"] in _WINS]
    stocks = [one.stock for one in prizes]
    if None not in stocks:
        bounds.append(sum(stock for stock in stocks if stock is not None))
    cheapest = min(cost_minor(document, one) for one in prizes)
    if cheapest > 0:
        bounds.append(document["budget"]["cap_minor"] // cheapest)
    return min(bounds, default=None)
