"""A break read with both its sides: what the line asks, what the item says."""

from dataclasses import dataclass
from uuid import UUID

from largesse.settlement.dispositions.disposition import Difference, ItemFacts
from largesse.settlement.dispositions.records import BreakId
from largesse.settlement.items.tax import Price, Treatment
from largesse.settlement.ledger.records import EntityId

# Columns of ``BothSides``, for a break ``b`` and its item ``i``; an item that is absent leaves nulls.
COLUMNS = """b.id, b.code, b.line, b.item, b.line_minor, b.currency, i.gross_minor, i.net_minor, i.tax_minor,
  i.tax_treatment, i.tax_rate_ppm, i.sku_code, i.activity, i.org_unit, i.entity_id"""


@dataclass(frozen=True)
class BothSides:
    """A break and its item's columns, null where there is no item."""

    id: BreakId
    code: str
    line: UUID | None
    item: UUID | None
    line_minor: int
    currency: str
    gross_minor: int | None
    net_minor: int | None
    tax_minor: int | None
    tax_treatment: Treatment | None
    tax_rate_ppm: int | None
    sku_code: str | None
    activity: UUID | None
    org_unit: UUID | None
    entity_id: EntityId | None

    @property
    def difference(self) -> Difference:
        """Both sides as facts."""
        return Difference(self.code, None if self.line is None else self.line_minor, self._item())

    def _item(self) -> ItemFacts | None:
        """Give the item's price as it was accrued."""
        if (
            self.gross_minor is None
            or self.net_minor is None
            or self.tax_minor is None
            or self.tax_treatment is None
            or self.tax_rate_ppm is None
        ):
            return None
        price = Price(self.gross_minor, self.net_minor, self.tax_minor, self.tax_treatment)
        return ItemFacts(price, self.tax_rate_ppm)
