"""``certain``: everyone who may take part meets the one outcome."""

from largesse.play.rulebook import Choice, Plan


def meet(plan: Plan) -> Choice:
    """Give the outcome."""
    return plan.choices[0]
