"""``weighted``: one item by chance, in parts per million.

Invariant   an exhausted item becomes the fallback; the other items' chances never change
Source      docs/explanation/draws.md; the arithmetic is ``activities.odds``
"""

from largesse.activities.odds.odds import pick
from largesse.play.rulebook import Choice, Plan


def meet(plan: Plan, number: int) -> Choice:
    """Give the item in whose share of the million the number lies, items in document order."""
    return plan.choices[pick(plan.shares_ppm, number)]
