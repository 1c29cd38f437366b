"""Take a redemption in: the item and its accrual, in the transaction of the event's delivery."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.ids import new_id
from largesse.settlement.items.accrual import Costs, accrual
from largesse.settlement.items.tax import Price, Treatment, price
from largesse.settlement.ledger.entity import chart_of, entity_of
from largesse.settlement.ledger.entry import Draft
from largesse.settlement.ledger.post import post, reverse
from largesse.store.outbox import Later
from largesse.store.work import Tx

DECIDED_S = 60.0


class Tax(msgspec.Struct, frozen=True):
    """How VAT is treated, as signed for the SKU."""

    treatment: Treatment
    rate_ppm: int


class Redeemed(msgspec.Struct, frozen=True, kw_only=True):
    """What ``rights.right_redeemed.v2`` says; fields that settlement does not need are ignored.

    ``provider`` is the party that bills, who may have no plugin; None is our own stock.
    """

    entitlement: UUID
    redemption: UUID
    batch: UUID
    sku: UUID
    sku_code: str
    org_unit: UUID
    units: int
    amount_minor: int
    currency: str
    tax: Tax
    biz_date: date
    at: datetime
    provider: UUID | None = None
    provider_ref: str | None = None
    order_ref: str | None = None
    client: UUID | None = None
    activity: UUID | None = None


@dataclass(frozen=True)
class Taken:
    """The item that stands for a redemption; ``fresh`` is False when it stood already."""

    item: UUID
    fresh: bool


async def take(tx: Tx[Any], payload: dict[str, Any]) -> Taken | None:
    """Write the item and post its accrual; a right that costs nothing leaves no item."""
    told = msgspec.convert(payload, Redeemed, strict=False)
    if told.amount_minor <= 0:
        return None
    kept = await tx.value("select id from settlement_item where redemption = $1", told.redemption)
    if kept is not None:
        return Taken(kept, fresh=False)
    entity = await entity_of(tx, told.org_unit)
    split = price(told.amount_minor, told.tax.rate_ppm, told.tax.treatment)
    entry = await _accrue(tx, told, entity, split)
    item = new_id()
    await _insert(tx, item, told, (entity, entry), split)
    tx.emit("settlement.item_accrued.v1", str(item), {"item": item, "entry": entry})
    return Taken(item, fresh=True)


async def take_back(tx: Tx[Any], redemption: UUID, day: date) -> None:
    """Reverse the accrual of a use that was taken back; once it is settled, finance decides.

    Raises:
        Later: the event of the use itself has not been read yet, or people are deciding what it costs.
    """
    deciding = await _under_decision(tx, redemption)
    item = await tx.row("select * from settlement_item where redemption = $1 for update", redemption)
    if item is None:
        raise Later(1.0, "the use itself is not accrued yet")
    if item["settled_batch"] is not None or item["reversed_entry_id"] is not None:
        return
    if deciding:
        raise Later(DECIDED_S, "its cost is being settled")
    entry = await reverse(
        tx, item["entry_id"], reason="use taken back", people=("job:settlement.take_back", None), day=day
    )
    await tx.run("update settlement_item set reversed_entry_id = $2 where id = $1", item["id"], entry.id)


async def _under_decision(tx: Tx[Any], redemption: UUID) -> bool:
    """Tell whether a batch under way rests on this item: it is submitted, or people spoke on its break.

    The batch is locked before the item, as every use case of batches does.
    """
    batch = await tx.row(
        "select h.id, h.state from settlement_batch h join settlement_item i"
        " on i.provider = h.provider and i.entity_id = h.entity_id and i.currency = h.currency"
        " where i.redemption = $1"
        " and h.state in ('draft', 'collecting', 'matched', 'reconciled', 'submitted') for share of h",
        redemption,
    )
    if batch is None:
        return False
    found = await tx.value(
        "select 1 from settlement_item i where i.redemption = $1 and (exists (select from settlement_break b"
        " join settlement_disposition d on d.break = b.id and d.state in ('proposed', 'approved')"
        " where b.item = i.id and b.batch = $2 and b.state <> 'auto_closed')"
        " or $3 and exists (select from settlement_match_member x join settlement_match m on m.id = x.match"
        " where x.side = 'P' and x.ref = i.id and x.active and m.batch = $2))",
        redemption,
        batch["id"],
        batch["state"] == "submitted",
    )
    return found is not None


async def _accrue(tx: Tx[Any], told: Redeemed, entity: int, split: Price) -> int:
    costs = Costs(
        price=split,
        currency=told.currency,
        provider=str(told.provider or ""),
        expense_dims={
            "activity": str(told.activity or ""),
            "org_unit": str(told.org_unit),
            "sku": told.sku_code,
        },
        sku=told.sku_code,
    )
    draft = Draft(
        entity=entity,
        kind="accrual",
        idem=str(told.redemption),
        biz_date=told.biz_date,
        source_type="redemption",
        source_id=str(told.redemption),
        pairs=accrual(costs, (await chart_of(tx, entity)).policy),
        made_by="job:settlement.accrue",
    )
    return (await post(tx, draft)).id


async def _insert(tx: Tx[Any], item: UUID, told: Redeemed, books: tuple[int, int], split: Price) -> None:
    await tx.run(
        "insert into settlement_item (id, redemption, entitlement, batch, sku, sku_code, provider,"
        " provider_ref, order_ref, client, activity, org_unit, entity_id, units, gross_minor, net_minor,"
        " tax_minor, currency, tax_treatment, tax_rate_ppm, biz_date, used_at, entry_id)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,"
        " $20, $21, $22, $23)",
        item,
        told.redemption,
        told.entitlement,
        told.batch,
        told.sku,
        told.sku_code,
        told.provider,
        told.provider_ref or "",
        told.order_ref or "",
        told.client,
        told.activity,
        told.org_unit,
        books[0],
        told.units,
        split.gross_minor,
        split.net_minor,
        split.tax_minor,
        told.currency,
        told.tax.treatment,
        told.tax.rate_ppm,
        told.biz_date,
        told.at,
        books[1],
    )
