"""Batches as rows.

Invariant   from reconciled on both sides tie, from submitted on the content stands under its hash, and who
            approves is not who submitted, and what is signed or void takes no change: the table itself
            refuses anything else
Source      migrations settlement.0002_reconciliation, settlement.0004_ways_back
"""

from typing import Any, NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.settlement.items.records import ItemId
from largesse.settlement.ledger.records import EntityId, EntryId
from largesse.settlement.matching.records import RunId
from largesse.settlement.statements.records import LineId
from largesse.store.fields import nullable

BatchId = NewType("BatchId", UUID)


class Batch(Model):
    """What is settled together; one unfinished at a time per provider, entity and currency."""

    id = cast("fields.Field[BatchId]", fields.UUIDField(primary_key=True))
    number = fields.TextField()
    provider = fields.UUIDField()
    entity_id = cast("fields.Field[EntityId]", fields.IntField())
    currency = fields.CharField(3)
    as_of = fields.DateField()
    state = fields.TextField()
    org_unit = fields.UUIDField()
    created_by = fields.UUIDField()
    created_at = fields.DatetimeField()
    run_id = cast("fields.Field[RunId | None]", fields.UUIDField(null=True))
    lines_minor = fields.BigIntField(default=0)
    lines_matched_minor = fields.BigIntField(default=0)
    lines_disposed_minor = fields.BigIntField(default=0)
    lines_carried_minor = fields.BigIntField(default=0)
    items_minor = fields.BigIntField(default=0)
    items_matched_minor = fields.BigIntField(default=0)
    items_disposed_minor = fields.BigIntField(default=0)
    items_carried_minor = fields.BigIntField(default=0)
    net_payable_minor = fields.BigIntField(default=0)
    content = cast("fields.Field[dict[str, Any] | None]", fields.JSONField(null=True))
    content_hash = nullable(fields.TextField(null=True))
    approval = fields.UUIDField(null=True)
    submitted_by = fields.UUIDField(null=True)
    submitted_at = fields.DatetimeField(null=True)
    approved_by = fields.UUIDField(null=True)
    approved_at = fields.DatetimeField(null=True)
    entry_id = cast("fields.Field[EntryId | None]", fields.BigIntField(null=True))
    voided_by = fields.UUIDField(null=True)
    voided_at = fields.DatetimeField(null=True)
    void_reason = nullable(fields.TextField(null=True))

    class Meta:
        """Where the rows are."""

        table = "settlement_batch"
        app = "settlement"
        unique_together = (("number",),)


class LeftOut(Model):
    """A line or an item that a batch does not settle; it is open for the next one."""

    id = fields.UUIDField(primary_key=True)
    batch = cast("fields.Field[BatchId]", fields.UUIDField())
    line = cast("fields.Field[LineId | None]", fields.UUIDField(null=True))
    item = cast("fields.Field[ItemId | None]", fields.UUIDField(null=True))
    reason = fields.TextField()
    left_by = fields.UUIDField()
    left_at = fields.DatetimeField()
    back_by = fields.UUIDField(null=True)
    back_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "settlement_left_out"
        app = "settlement"
