"""Breaks as rows.

Invariant   a line and an item are each in at most one break that is not closed or carried
Source      migration settlement.0002_reconciliation
"""

from typing import cast

from tortoise import fields
from tortoise.models import Model

from largesse.settlement.batches.records import BatchId
from largesse.settlement.dispositions.records import BreakId
from largesse.settlement.items.records import ItemId
from largesse.settlement.matching.records import RunId
from largesse.settlement.statements.records import LineId


class Break(Model):
    """Where a line, an item or both do not agree; its age counts from its first batch."""

    id = cast("fields.Field[BreakId]", fields.UUIDField(primary_key=True))
    batch = cast("fields.Field[BatchId]", fields.UUIDField())
    run = cast("fields.Field[RunId]", fields.UUIDField())
    code = fields.TextField()
    state = fields.TextField()
    line = cast("fields.Field[LineId | None]", fields.UUIDField(null=True))
    item = cast("fields.Field[ItemId | None]", fields.UUIDField(null=True))
    line_minor = fields.BigIntField()
    item_minor = fields.BigIntField()
    currency = fields.CharField(3)
    owner = fields.UUIDField(null=True)
    opened_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "settlement_break"
        app = "settlement"
