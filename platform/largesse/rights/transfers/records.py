"""The table of offers of rights to others. Constraints stand in the migration: one open offer a right."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

TransferId = NewType("TransferId", UUID)


class Transfer(Model):
    """One offer; ``receiver`` is None until somebody accepts one that went out as a link."""

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    giver = fields.UUIDField()
    receiver = fields.UUIDField(null=True)
    code_sha256 = nullable(fields.TextField(null=True))
    words = fields.TextField(default="")
    state = fields.TextField()
    offered_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_transfer"
        app = "rights"
        unique_together = (("code_sha256",),)
