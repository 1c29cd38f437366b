"""What screens show of issue batches within reach."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.copy import LOCALES
from largesse.rights.batches.batch import OVER
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.budgets.records import BudgetId
from largesse.rights.catalogue.records import SkuId
from largesse.rights.catalogue.tax import opinion_on
from largesse.rights.units import OfUnit, page_with_unit_names, with_unit_names
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read


@dataclass(frozen=True, kw_only=True)
class BatchRow(OfUnit):
    """One batch with its SKU and budget; money in minor units of ``currency``."""

    id: BatchId
    code: str
    title: dict[str, str]
    sku: SkuId
    sku_code: str
    sku_title: dict[str, str]
    category: str
    state: str
    total: int
    free: int
    held: int
    issued: int
    currency: str
    unit_cost_minor: int
    market_value_minor: int
    budget: BudgetId
    budget_title: dict[str, str]
    budget_left_minor: int
    starts_at: datetime
    ends_at: datetime
    valid_days: int
    validity: dict[str, Any] | None
    sku_version: int
    units_each: int
    transfer: str
    refund: str
    breakage: str
    breakage_ppm: int
    personal_form: dict[str, Any]
    vat_treatment: str
    vat_rate_ppm: int
    income_tax: str
    borne_by: str
    tax_opinion: str | None
    tax_signed_by: UUID | None
    tax_signed_at: datetime | None
    content_hash: str
    created_by: UUID
    approval: UUID | None
    low_at: int | None

    @property
    def left(self) -> int:
        """Count the units that can still be given: none once the batch is over."""
        return 0 if self.state in OVER else self.free

    @property
    def low(self) -> bool:
        """Tell whether staff is to look after it: no more is free than the threshold says."""
        return self.low_at is not None and self.state in {"active", "paused"} and self.free <= self.low_at

    @property
    def lapsed(self) -> int:
        """Count the units that were never given before the batch was over."""
        return self.free - self.left


# A batch that the release before this one made took nothing over from its SKU.
_FILLED = """(
  select y.id, y.code, y.title, y.sku, y.budget, y.total, y.free, y.held, y.issued, y.unit_cost_minor,
    y.currency, y.starts_at, y.ends_at, y.valid_days, y.validity, y.sku_version, y.units_each, y.transfer,
    y.refund, y.breakage, y.breakage_ppm, y.personal_form, y.state, y.org_unit, y.created_by, y.approval,
    y.content_hash, y.created_at, y.low_at,
    coalesce(y.market_value_minor, z.market_value_minor) as market_value_minor,
    coalesce(y.vat_treatment, z.vat_treatment) as vat_treatment,
    coalesce(y.vat_rate_ppm, z.vat_rate_ppm) as vat_rate_ppm,
    coalesce(y.income_tax, z.income_tax) as income_tax, coalesce(y.borne_by, z.borne_by) as borne_by
  from rights_batch y join rights_sku z on z.id = y.sku)"""
_LEFT = f"case when b.state in {OVER} then 0 else b.free end"


def _batches(actor: Actor) -> List:
    asked = List(
        "b.*, s.code as sku_code, s.title as sku_title, p.category,"
        " x.opinion as tax_opinion, x.signed_by as tax_signed_by, x.signed_at as tax_signed_at,"
        " u.title as budget_title, u.cap_minor - u.reserved_minor - u.spent_minor as budget_left_minor",
        f"{_FILLED} b join rights_sku s on s.id = b.sku join rights_product p on p.id = s.product"
        f" join rights_budget u on u.id = b.budget {opinion_on('b', 'b.sku')}",
        "b.id",
    )
    asked.within(actor.units, "b.org_unit")
    return asked


async def own_drafts(read: Read, actor: Actor) -> int:
    """Count the batches within reach that this actor is to revise: sent back to him, or taken back by him."""
    mine = Batch.filter(state="draft", created_by=actor.id).using_db(read.conn)
    return await (mine if actor.units is None else mine.filter(org_unit__in=list(actor.units))).count()


async def batches_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[BatchRow]:
    """List issue batches within reach, of one state or all."""
    asked = _batches(actor)
    if state:
        asked.conditions.append(f"b.state = {asked.param(state)}")
    names = [f"{one}.title->>'{locale}'" for one in "bs" for locale in LOCALES]
    asked.search(wish.search, "b.code", "s.code", *names)
    sorts = {
        "createdAt": Sort("b.created_at", "timestamptz"),
        "code": Sort("b.code"),
        "state": Sort("b.state"),
        "free": Sort(_LEFT, "bigint"),
        "total": Sort("b.total", "bigint"),
        "endsAt": Sort("b.ends_at", "timestamptz"),
    }
    page = await paged(read, BatchRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)
    return await page_with_unit_names(read, page)


async def batch_of(read: Read, actor: Actor, batch: BatchId) -> BatchRow | None:
    """Read one batch within reach."""
    asked = _batches(actor)
    asked.conditions.append(f"b.id = {asked.param(batch)}")
    row = await only(read, BatchRow, asked)
    return (await with_unit_names(read, [row]))[0] if row else None
