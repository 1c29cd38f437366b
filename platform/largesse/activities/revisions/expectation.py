"""What an activity may cost at worst, and what one attempt costs on average.

Words       *worst case* every stock given away, or the budget, whichever is less
Invariant   integer minor units; the average is rounded half up, once, at the end
"""

from dataclasses import dataclass

from largesse.activities.documents.document import Played, all_outcomes, cost_minor, plays, worth_minor
from largesse.activities.documents.grammar import Grammar
from largesse.activities.operators.odds import WHOLE_PPM
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.money import Rounding, ratio


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one attempt of a play costs on average, in minor units."""

    play: str
    expected_minor: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """The cost of a document. ``stock_minor`` is None when some prize has no stock of its own."""

    currency: str
    cap_minor: int
    stock_minor: int | None
    worst_minor: int
    top_prize_minor: int
    attempts: tuple[Attempt, ...]


def expect_cost(document: ActivityDocument, grammar: Grammar) -> Expectation:
    """Give worst-case and expected cost; every right is in the budget's currency (the check says so)."""
    budget, placed = document["budget"], list(all_outcomes(document, grammar))
    costly = [one for one in placed if cost_minor(document, one)]
    stocked = [one.stock * cost_minor(document, one) for one in costly if one.stock is not None]
    stock = sum(stocked) if len(stocked) == len(costly) else None
    cap = budget["cap_minor"]
    return Expectation(
        currency=budget["currency"],
        cap_minor=cap,
        stock_minor=stock,
        worst_minor=cap if stock is None else min(stock, cap),
        top_prize_minor=max((worth_minor(document, one) for one in placed), default=0),
        attempts=tuple(_attempt(document, played) for played in plays(document, grammar)),
    )


def _attempt(document: ActivityDocument, played: Played) -> Attempt:
    weighed = [one.share_ppm * cost_minor(document, one) for one in played.placed]
    return Attempt(played.id, ratio(sum(weighed), 1, WHOLE_PPM, Rounding.HALF_UP))
