"""What is proposed of a batch: the ask, what it rests on, and the content that a second person signs.

Invariant   the content names all that giving from the batch costs and means, also what its SKU brings
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.identity.approvals.proposal import Proposal
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.money import Long
from largesse.rights.budgets.records import BudgetId
from largesse.rights.catalogue.records import SkuId
from largesse.rights.catalogue.supply import Text

SUBJECT = "rights.batch"


@dataclass(frozen=True, kw_only=True)
class ProposeBatch(Ask):
    """A batch of a SKU on a budget. ``starts_at`` included, ``ends_at`` not."""

    code: str = asked("The institution's own code, unique; a draft's revises that one.")
    title: Text = asked("Title.")
    sku: SkuId = asked("What is given, sku_….", id="sku")
    budget: BudgetId = asked("Who pays, bud_….", id="bud")
    total: Long = asked("Units, 1 to 100 million.")
    starts_at: datetime = asked("From when units can be given.")
    ends_at: datetime = asked("Until when, not included.")


@dataclass(frozen=True)
class SkuTerms:
    """What a batch takes over from its SKU; money in minor units of ``currency``."""

    code: str
    unit_cost_minor: int
    market_value_minor: int
    currency: str
    income_tax: str
    vat_treatment: str
    valid_days: int
    org_unit: UUID


@dataclass(frozen=True)
class Planned:
    """A proposal with what it rests on: its SKU's terms, and its budget's org unit and what that has left."""

    ask: ProposeBatch
    sku: SkuTerms
    org_unit: UUID
    left_minor: int

    @property
    def content(self) -> dict[str, Any]:
        """What is signed, as JSON."""
        ask, sku = self.ask, self.sku
        return {
            "code": ask.code,
            "title": ask.title,
            "sku": str(ask.sku),
            "sku_code": sku.code,
            "budget": str(ask.budget),
            "total": ask.total,
            "unit_cost_minor": sku.unit_cost_minor,
            "market_value_minor": sku.market_value_minor,
            "currency": sku.currency,
            "income_tax": sku.income_tax,
            "vat_treatment": sku.vat_treatment,
            "valid_days": sku.valid_days,
            "starts_at": ask.starts_at.isoformat(),
            "ends_at": ask.ends_at.isoformat(),
        }

    @property
    def content_hash(self) -> str:
        """The address of that content."""
        return digest(self.content)

    def proposal(self, batch: UUID) -> Proposal:
        """Give what is put before a second person."""
        summary = {
            "worst_case_minor": self.ask.total * self.sku.unit_cost_minor,
            "budget_left_minor": self.left_minor,
            "currency": self.sku.currency,
            "units": self.ask.total,
        }
        return Proposal(
            subject_kind=SUBJECT,
            subject=batch,
            content_hash=self.content_hash,
            route="two_person",
            org_unit=self.org_unit,
            title=self.ask.title["zh-CN"],
            summary=summary,
            difference={"before": None, "after": self.content},
        )
