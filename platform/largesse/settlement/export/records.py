"""Files made of batches, as rows.

Invariant   append-only; a batch has one file of a kind, an entry goes out with one of them
Source      migration settlement.0002_reconciliation
"""

from typing import Any, NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.settlement.batches.records import BatchId
from largesse.settlement.ledger.records import EntryId

ExportId = NewType("ExportId", UUID)


class Export(Model):
    """A file as it was made; ``sha`` of its bytes, which are kept and given as they are."""

    id = cast("fields.Field[ExportId]", fields.UUIDField(primary_key=True))
    batch = cast("fields.Field[BatchId]", fields.UUIDField())
    kind = fields.TextField()
    sha = fields.CharField(64)
    size = fields.BigIntField()
    file_name = fields.TextField()
    controls = fields.JSONField[dict[str, Any]]()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "settlement_export"
        app = "settlement"
        unique_together = (("batch", "kind"),)


class ExportEntry(Model):
    """An entry that went out, and with which file."""

    entry_id = cast("fields.Field[EntryId]", fields.BigIntField(primary_key=True, generated=False))
    export = cast("fields.Field[ExportId]", fields.UUIDField())

    class Meta:
        """Where the rows are."""

        table = "settlement_export_entry"
        app = "settlement"
