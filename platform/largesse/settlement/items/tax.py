"""VAT inside a price, by the treatment that tax staff signed for the SKU.

Words       deduct_and_deem 抵扣并视同销售 · no_deduct 不得抵扣 ·
            prepaid_card_non_taxable 预付卡不征税 · discount 折扣
Invariant   net + tax = gross, to the fen; rounding is half-up on the net
Source      starting values for the institution's tax staff to sign:
            增值税暂行条例 10, 实施细则 4(8), 财会〔2016〕22号
"""

from dataclasses import dataclass
from typing import Literal

from largesse.kernel.money import Rounding, ratio

Treatment = Literal["deduct_and_deem", "no_deduct", "prepaid_card_non_taxable", "discount"]
_DEDUCTIBLE = frozenset({"deduct_and_deem", "discount"})
_PPM = 1_000_000


@dataclass(frozen=True)
class Price:
    """A price with its tax, minor units; all three carry the same sign."""

    gross_minor: int
    net_minor: int
    tax_minor: int
    treatment: Treatment

    def __add__(self, other: "Price") -> "Price":
        """Add a change to a price; the treatment is the price's own."""
        return Price(
            self.gross_minor + other.gross_minor,
            self.net_minor + other.net_minor,
            self.tax_minor + other.tax_minor,
            self.treatment,
        )

    @property
    def accrued_minor(self) -> int:
        """What the accrual holds: without VAT that will be deducted, with VAT that will not."""
        return self.net_minor if self.treatment in _DEDUCTIBLE else self.gross_minor

    @property
    def pending_vat_minor(self) -> int:
        """Input VAT that waits for its invoice."""
        return self.gross_minor - self.accrued_minor

    @property
    def deemed_vat_minor(self) -> int:
        """Output VAT of goods given free."""
        return self.tax_minor if self.treatment == "deduct_and_deem" else 0


def price(gross_minor: int, rate_ppm: int, treatment: Treatment) -> Price:
    """Split a gross amount; a prepaid card carries no VAT at all."""
    if treatment == "prepaid_card_non_taxable":
        return Price(gross_minor, gross_minor, 0, treatment)
    net = ratio(gross_minor, _PPM, _PPM + rate_ppm, Rounding.HALF_UP)
    return Price(gross_minor, net, gross_minor - net, treatment)
