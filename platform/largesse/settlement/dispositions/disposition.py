"""What a disposition of a break means in money: what is paid now, what the books change by. Pure.

Invariant   after accepting, the accrual equals the provider's figure; after short-pay, ours; a carried
            break pays nothing and changes nothing
"""

from dataclasses import dataclass
from enum import Enum

from largesse.kernel.errors import Refusal
from largesse.settlement.items.tax import Price, Treatment, price

PROPOSED = "proposed"
LIVE = frozenset({PROPOSED, "approved"})


class DispositionKind(Enum):
    """The three ways to dispose of a break."""

    ACCEPT_PROVIDER = "accept_provider"
    SHORT_PAY = "short_pay"
    CARRY_FORWARD = "carry_forward"


@dataclass(frozen=True)
class DispositionUnfit(Refusal):
    """The way does not fit the difference: it would pay more than is billed, or refuse a refund."""

    code = "settlement.disposition_unfit"
    path = "kind"
    kind: str
    break_code: str


@dataclass(frozen=True)
class ItemFacts:
    """Our side of a break."""

    price: Price
    rate_ppm: int


@dataclass(frozen=True)
class Difference:
    """Both sides of a break, minor units; None where a side is absent."""

    code: str
    line_minor: int | None
    item: ItemFacts | None


@dataclass(frozen=True)
class Plan:
    """What a disposition does.

    Args:
        pay_minor: paid in this batch for this break, tax included.
        adjust: the change of our accrual, by the item's tax treatment; None when nothing changes or unknown.
        unknown_minor: cost that no item of ours explains.
    """

    pay_minor: int
    adjust: Price | None = None
    unknown_minor: int = 0

    @property
    def adjust_minor(self) -> int:
        """By how much the books change, tax included."""
        return self.unknown_minor + (self.adjust.gross_minor if self.adjust else 0)


def plan(difference: Difference, kind: DispositionKind) -> Plan:
    """Work out a disposition.

    Raises:
        DispositionUnfit: ``settlement.disposition_unfit``.
    """
    if kind is DispositionKind.CARRY_FORWARD:
        return Plan(0)
    return _accept(difference) if kind is DispositionKind.ACCEPT_PROVIDER else _short(difference)


def _accept(difference: Difference) -> Plan:
    line, item = difference.line_minor, difference.item
    if item is None:
        return Plan(line or 0, unknown_minor=line or 0)
    if line is None:
        ours = item.price
        return Plan(0, Price(-ours.gross_minor, -ours.net_minor, -ours.tax_minor, ours.treatment))
    treatment: Treatment = item.price.treatment
    change = line - item.price.gross_minor
    return Plan(line, price(change, item.rate_ppm, treatment) if change else None)


def _short(difference: Difference) -> Plan:
    line, item = difference.line_minor, difference.item
    if item is not None and item.price.gross_minor < min(0, line or 0):
        return Plan(item.price.gross_minor)
    if line is None or line < 0 or (item is not None and line <= item.price.gross_minor):
        raise DispositionUnfit(DispositionKind.SHORT_PAY.value, difference.code)
    return Plan(0 if item is None else item.price.gross_minor)


def accrued_minor(difference: Difference, planned: Plan) -> int:
    """Give what of ``pay_minor`` stands in the accrual afterwards; the rest is input VAT to come."""
    if planned.pay_minor == 0:
        return 0
    base = difference.item.price.accrued_minor if difference.item else 0
    return base + planned.unknown_minor + (planned.adjust.accrued_minor if planned.adjust else 0)
