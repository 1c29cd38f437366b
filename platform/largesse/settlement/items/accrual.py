"""What a redemption costs, as pairs of the ledger: expense against accrued payable, deemed VAT, memo.

Invariant   an accrual with a negative price is exactly the mirror of the positive one
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from largesse.settlement.items.tax import Price
from largesse.settlement.ledger.chart import Policy
from largesse.settlement.ledger.entry import Pair, signed


@dataclass(frozen=True, kw_only=True)
class Costs:
    """One price and where it belongs; ``provider`` empty means our own stock was used."""

    price: Price
    currency: str
    provider: str
    expense_dims: Mapping[str, str] = field(default_factory=dict)
    sku: str = ""


def accrual(costs: Costs, policy: Policy, *, memo: bool = True) -> tuple[Pair, ...]:
    """Give the pairs of an accrual; a correction of price moves money only, so it has no ``memo`` pair."""
    expense = policy.expense[costs.price.treatment]
    dims = {key: value for key, value in costs.expense_dims.items() if value}
    theirs = {key: value for key, value in {"provider": costs.provider, "sku": costs.sku}.items() if value}
    own = not costs.provider

    def pair(debit: str, credit: str, credit_dims: Mapping[str, str]) -> Pair:
        return Pair(
            debit=debit,
            credit=credit,
            amount_minor=1,
            currency=costs.currency,
            debit_dims=dims,
            credit_dims=dict(credit_dims),
        )

    credit = policy.own_stock if own else policy.accrued
    cost = costs.price.gross_minor if own else costs.price.accrued_minor
    pairs = signed(pair(expense, credit, theirs), cost)
    pairs += signed(pair(expense, policy.deemed_output_vat, {"tax": "deemed"}), costs.price.deemed_vat_minor)
    if memo:
        pairs += signed(pair("M.used", "M.issd", dims), costs.price.gross_minor)
    return pairs
