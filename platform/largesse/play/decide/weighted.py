"""``weighted``: one item by chance, in parts per million.

Invariant   an exhausted item becomes the fallback; the other items' chances never change
Source      docs/explanation/draws.md
"""

from bisect import bisect_right

from largesse.kernel.errors import Broken
from largesse.play.number import SPAN
from largesse.play.rulebook import Choice, Plan


def meet(plan: Plan, number: int) -> Choice:
    """Give the item in whose share of the million the number lies, items in document order."""
    if plan.bounds[-1] != SPAN:
        raise Broken(f"odds of {plan.play} do not make a million")
    return plan.choices[bisect_right(plan.bounds, number)]
