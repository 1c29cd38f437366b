"""The table of issue batches. Constraints stand in the migration: free + held + issued = total."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

BatchId = NewType("BatchId", UUID)


class Batch(Model):
    """How many rights of a SKU on which budget; ``content_hash`` is what its ``approval`` signs."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    title = fields.JSONField[dict[str, str]]()
    sku = fields.UUIDField()
    budget = fields.UUIDField()
    total = fields.BigIntField()
    free = fields.BigIntField()
    held = fields.BigIntField(default=0)
    issued = fields.BigIntField(default=0)
    unit_cost_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    valid_days = fields.IntField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    state = fields.TextField(default="draft")
    org_unit = fields.UUIDField()
    created_by = fields.UUIDField()
    approval = fields.UUIDField(null=True)
    content_hash = fields.TextField()
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_batch"
        app = "rights"
        unique_together = (("code",),)
