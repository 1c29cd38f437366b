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
from largesse.kernel.settings import settings
from largesse.rights.budgets.records import BudgetId
from largesse.rights.catalogue.records import SkuId
from largesse.rights.catalogue.supply import Text
from largesse.rights.catalogue.validity import Compiled, after_issue, compiled, validity_of
from largesse.rights.catalogue.worth import Worth
from largesse.rights.code_pools.cover import Cover

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
    version: int
    unit_cost_minor: int
    market_value_minor: int
    currency: str
    income_tax: str
    borne_by: str
    vat_treatment: str
    vat_rate_ppm: int
    valid_days: int
    validity: dict[str, Any] | None
    units: int
    terms: dict[str, str]
    service: dict[str, str]
    transfer: str
    refund: str
    breakage: str
    breakage_ppm: int
    personal_form: dict[str, Any]
    org_unit: UUID

    @property
    def rule(self) -> dict[str, Any]:
        """Its rule of validity; a SKU older than rules counts days after the issue."""
        return self.validity or after_issue(self.valid_days)


@dataclass(frozen=True)
class Planned:
    """A proposal with what it rests on: its SKU's terms, its budget's org unit and what that has left.

    ``cover`` says how many codes a SKU of a pool has, None where its codes come in another way;
    ``worth`` what a right of points awards, None where it is none.
    """

    ask: ProposeBatch
    sku: SkuTerms
    org_unit: UUID
    left_minor: int
    cover: Cover | None = None
    worth: Worth | None = None

    @property
    def frozen(self) -> dict[str, Any]:
        """What the batch keeps of its SKU, whatever becomes of that."""
        sku = self.sku
        return {
            "sku_version": sku.version,
            "units_each": sku.units,
            "market_value_minor": sku.market_value_minor,
            "income_tax": sku.income_tax,
            "borne_by": sku.borne_by,
            "vat_treatment": sku.vat_treatment,
            "vat_rate_ppm": sku.vat_rate_ppm,
            "terms": sku.terms,
            "service": sku.service,
            "transfer": sku.transfer,
            "refund": sku.refund,
            "breakage": sku.breakage,
            "breakage_ppm": sku.breakage_ppm,
            "personal_form": sku.personal_form,
            "validity": sku.rule,
        }

    @property
    def reckoning(self) -> Compiled:
        """The columns of its rule of validity."""
        return compiled(validity_of(self.sku.rule), settings().zone)

    @property
    def content(self) -> dict[str, Any]:
        """What is signed, as JSON."""
        ask, sku, worth = self.ask, self.sku, self.worth
        awarded = {} if worth is None else {"points_kind": str(worth.kind), "points": worth.points}
        return {
            "code": ask.code,
            "title": ask.title,
            "sku": str(ask.sku),
            "sku_code": sku.code,
            "budget": str(ask.budget),
            "total": ask.total,
            "unit_cost_minor": sku.unit_cost_minor,
            "currency": sku.currency,
            **self.frozen,
            "valid_days": sku.valid_days,
            "starts_at": ask.starts_at.isoformat(),
            "ends_at": ask.ends_at.isoformat(),
            **awarded,
        }

    @property
    def content_hash(self) -> str:
        """The address of that content."""
        return digest(self.content)

    def proposal(self, batch: UUID) -> Proposal:
        """Give what is put before a second person."""
        summary: dict[str, Any] = {
            "worst_case_minor": self.ask.total * self.sku.unit_cost_minor,
            "budget_left_minor": self.left_minor,
            "currency": self.sku.currency,
            "units": self.ask.total,
        }
        if self.cover is not None:
            summary |= {"codes_short": self.cover.short_of(self.ask.total)}
        if self.worth is not None:
            summary |= {"points": self.worth.points, "points_kind": self.worth.kind_name}
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
