"""Items as rows.

Source      migrations settlement.0002_reconciliation, settlement.0004_ways_back
"""

from typing import NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.settlement.items.tax import Treatment
from largesse.settlement.ledger.records import EntityId, EntryId

ItemId = NewType("ItemId", UUID)


class Item(Model):
    """What a provider has done for us: one per redemption; settled by at most one batch, or reversed.

    One that ``takes_back`` a settled item has its amounts below zero: the provider owes them.
    """

    id = cast("fields.Field[ItemId]", fields.UUIDField(primary_key=True))
    redemption = fields.UUIDField()
    takes_back = cast("fields.Field[ItemId | None]", fields.UUIDField(null=True, unique=True))
    entitlement = fields.UUIDField()
    batch = fields.UUIDField()
    sku = fields.UUIDField()
    sku_code = fields.TextField()
    provider = fields.UUIDField(null=True)
    provider_ref = fields.TextField(default="")
    order_ref = fields.TextField(default="")
    client = fields.UUIDField(null=True)
    activity = fields.UUIDField(null=True)
    org_unit = fields.UUIDField()
    entity_id = cast("fields.Field[EntityId]", fields.IntField())
    units = fields.IntField()
    gross_minor = fields.BigIntField()
    net_minor = fields.BigIntField()
    tax_minor = fields.BigIntField()
    currency = fields.CharField(3)
    tax_treatment = cast("fields.Field[Treatment]", fields.TextField())
    tax_rate_ppm = fields.IntField()
    biz_date = fields.DateField()
    used_at = fields.DatetimeField()
    entry_id = cast("fields.Field[EntryId]", fields.BigIntField())
    reversed_entry_id = cast("fields.Field[EntryId | None]", fields.BigIntField(null=True))
    settled_batch = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "settlement_item"
        app = "settlement"
