"""The batches that rights from elsewhere stand in: one a file, SKU and cost, made as large as what is given.

Invariant   total == issued after every set: nothing can be given of them but what the file said
"""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.ids import new_id, text_id
from largesse.kernel.money import Long
from largesse.rights.batches.content import Planned, ProposeBatch, SkuTerms
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.budgets.records import BudgetId
from largesse.rights.catalogue.records import SkuId
from largesse.rights.catalogue.skus import SkuMissing
from largesse.rights.catalogue.validity import after_issue
from largesse.rights.elsewhere.records import ELSEWHERE, ElsewhereFile
from largesse.store.work import Tx

KIND = "elsewhere"
_SKU = """
select s.code, s.version, s.unit_cost_minor, s.market_value_minor, s.currency, s.income_tax, s.borne_by,
       s.vat_treatment, s.vat_rate_ppm, s.valid_days, s.validity, s.units, s.terms, s.service, s.transfer,
       s.refund, s.breakage, s.breakage_ppm, s.personal_form, p.org_unit
from rights_sku s join rights_product p on p.id = s.product where s.id = $1
"""
_SHRINK = "update rights_batch set total = total - $2, free = free - $2 where id = $1 and total > $2"
_DROP = "delete from rights_batch where id = $1 and issued = 0"
_GROW = "update rights_batch set total = total + $2, free = free + $2 where id = $1"


async def room_for(tx: Tx[Any], file: ElsewhereFile, sku: UUID, cost_minor: int, units: int) -> UUID:
    """Give the file's batch of a SKU at a cost with room for so many units more; its budget is locked."""
    terms = await tx.one(SkuTerms, _SKU, sku)
    if terms is None:
        raise SkuMissing(sku)
    code = f"{text_id(ELSEWHERE, file.id)}-{terms.code}-{cost_minor}"
    found = await Batch.get_or_none(code=code, using_db=tx.conn)
    if found is not None:
        await tx.run(_GROW, found.id, units)
        return found.id
    title = {"zh-CN": f"{file.system} 导入", "en": f"From {file.system}"}
    ends = tx.now + timedelta(days=1)
    ask = ProposeBatch(
        key=code,
        code=code,
        title=title,
        sku=SkuId(sku),
        budget=BudgetId(file.budget),
        total=Long(units),
        starts_at=tx.now,
        ends_at=ends,
    )
    # Each right has its own days; of the SKU's rule only the hours hold, and no claim counts them anew.
    rule = terms.rule | after_issue(terms.valid_days)
    planned = Planned(ask, replace(terms, validity=rule), file.org_unit, 0)
    made = await Batch.create(
        using_db=tx.conn,
        id=BatchId(new_id()),
        code=code,
        title=title,
        sku=sku,
        budget=file.budget,
        total=units,
        free=units,
        unit_cost_minor=cost_minor,
        currency=terms.currency,
        valid_days=terms.valid_days,
        **planned.frozen,
        **asdict(planned.reckoning),
        starts_at=tx.now,
        ends_at=ends,
        state="stopped",
        org_unit=file.org_unit,
        created_by=file.by_staff,
        approval=file.approval,
        content_hash=file.content_hash,
        created_at=tx.now,
        kind=KIND,
    )
    return made.id


async def close_room(tx: Tx[Any], batch: UUID, units: int) -> None:
    """Take room back that could not be paid; a batch of nothing is none."""
    if not await tx.run(_SHRINK, batch, units):
        await tx.run(_DROP, batch)
