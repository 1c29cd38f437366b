"""Accrue a use, its item and its cost in the books, in the transaction of its event."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.ids import new_id, text_id
from largesse.rights.redemptions.use import REDEMPTION
from largesse.settlement.items.accrual import Costs, accrual
from largesse.settlement.items.records import Item, ItemId
from largesse.settlement.items.tax import Price, Treatment, price
from largesse.settlement.ledger.entity import chart_of, entity_of
from largesse.settlement.ledger.entry import Draft
from largesse.settlement.ledger.post import post
from largesse.settlement.ledger.records import EntityId, EntryId
from largesse.store.work import Tx


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
class Accrued:
    """The item that stands for a redemption; ``fresh`` is False when it stood already."""

    item: ItemId
    fresh: bool


@dataclass(frozen=True)
class _Booked:
    """Where a redemption's cost stands in the books."""

    entity: EntityId
    entry: EntryId
    price: Price


async def accrue_use(tx: Tx[Any], payload: dict[str, Any]) -> Accrued | None:
    """Write the item and post its accrual; a right that costs nothing leaves no item."""
    used = msgspec.convert(payload, Redeemed, strict=False)
    if used.amount_minor <= 0:
        return None
    kept = await Item.get_or_none(redemption=used.redemption, takes_back=None, using_db=tx.conn)
    if kept is not None:
        return Accrued(kept.id, fresh=False)
    item = await _insert(tx, used, await _accrue(tx, used))
    tx.emit("settlement.item_accrued.v1", str(item.id), {"item": item.id, "entry": item.entry_id})
    return Accrued(item.id, fresh=True)


async def _accrue(tx: Tx[Any], used: Redeemed) -> _Booked:
    """Post what the use costs into the books of its org unit's entity."""
    entity = await entity_of(tx, used.org_unit)
    split = price(used.amount_minor, used.tax.rate_ppm, used.tax.treatment)
    costs = Costs(
        price=split,
        currency=used.currency,
        provider=str(used.provider or ""),
        expense_dims={
            "activity": str(used.activity or ""),
            "org_unit": str(used.org_unit),
            "sku": used.sku_code,
        },
        sku=used.sku_code,
    )
    draft = Draft(
        entity=entity,
        kind="accrual",
        idem=str(used.redemption),
        biz_date=used.biz_date,
        source_type="redemption",
        source_id=str(used.redemption),
        pairs=accrual(costs, (await chart_of(tx, entity)).policy),
        made_by="job:settlement.accrue",
    )
    return _Booked(entity, (await post(tx, draft)).id, split)


async def _insert(tx: Tx[Any], used: Redeemed, booked: _Booked) -> Item:
    return await Item.create(
        using_db=tx.conn,
        id=new_id(),
        redemption=used.redemption,
        entitlement=used.entitlement,
        batch=used.batch,
        sku=used.sku,
        sku_code=used.sku_code,
        provider=used.provider,
        provider_ref=used.provider_ref or "",
        order_ref=_order_ref(used),
        client=used.client,
        activity=used.activity,
        org_unit=used.org_unit,
        entity_id=booked.entity,
        units=used.units,
        gross_minor=booked.price.gross_minor,
        net_minor=booked.price.net_minor,
        tax_minor=booked.price.tax_minor,
        currency=used.currency,
        tax_treatment=used.tax.treatment,
        tax_rate_ppm=used.tax.rate_ppm,
        biz_date=used.biz_date,
        used_at=used.at,
        entry_id=booked.entry,
    )


def _order_ref(used: Redeemed) -> str:
    """Give our number of a use: the order's; where nobody gave one, what the counter's page showed."""
    if used.order_ref or used.provider_ref:
        return used.order_ref or ""
    return text_id(REDEMPTION, used.redemption)
