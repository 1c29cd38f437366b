"""Dispositions as rows.

Invariant   who decides is not who proposed, who undoes is not who asked for it; a break has at most one live
            disposition
Source      migrations settlement.0002_reconciliation, settlement.0004_ways_back
"""

from typing import NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.settlement.ledger.records import EntryId
from largesse.store.fields import nullable

BreakId = NewType("BreakId", UUID)
DispositionId = NewType("DispositionId", UUID)


class Disposition(Model):
    """What was proposed for a break, and what a second person said."""

    id = cast("fields.Field[DispositionId]", fields.UUIDField(primary_key=True))
    of_break = cast("fields.Field[BreakId]", fields.UUIDField(source_field="break"))
    kind = fields.TextField()
    reason = fields.TextField()
    state = fields.TextField()
    pay_minor = fields.BigIntField()
    adjust_minor = fields.BigIntField()
    proposed_by = fields.UUIDField()
    proposed_at = fields.DatetimeField()
    decided_by = fields.UUIDField(null=True)
    decided_at = fields.DatetimeField(null=True)
    opinion = fields.TextField(default="")
    entry_id = cast("fields.Field[EntryId | None]", fields.BigIntField(null=True))
    undo_by = fields.UUIDField(null=True)
    undo_at = fields.DatetimeField(null=True)
    undo_reason = nullable(fields.TextField(null=True))
    undone_by = fields.UUIDField(null=True)
    undone_at = fields.DatetimeField(null=True)
    undo_entry_id = cast("fields.Field[EntryId | None]", fields.BigIntField(null=True))

    class Meta:
        """Where the rows are."""

        table = "settlement_disposition"
        app = "settlement"
