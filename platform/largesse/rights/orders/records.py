"""The table of orders at providers. Constraints stand in the migration: one live order per right."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

OrderId = NewType("OrderId", UUID)


class Order(Model):
    """One order; ``request_id`` is its id outside, ``due_at`` when to ask next, ``code`` why it failed."""

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    provider = fields.UUIDField()
    installation = fields.UUIDField()
    provider_sku = fields.TextField()
    request_id = fields.TextField()
    state = fields.TextField()
    provider_ref = nullable(fields.TextField(null=True))
    voucher_sealed = nullable(fields.TextField(null=True))
    code = nullable(fields.TextField(null=True))
    queries = fields.IntField(default=0)
    due_at = fields.DatetimeField(null=True)
    placed_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_order"
        app = "rights"
        unique_together = (("request_id",),)
