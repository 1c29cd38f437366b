"""The table of orders at providers. Constraints stand in the migration: one live order per right."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from largesse.store.fields import nullable

OrderId = NewType("OrderId", UUID)


class Order(Model):
    """One order; ``request_id`` is its id outside, ``due_at`` when to ask next, ``code`` why it failed.

    ``chain`` is the first of the orders that followed each other, ``why`` why this ``offer`` was chosen,
    ``handled_at`` when a person settled what stood against it;
    the columns that begin with ``sla`` are its clock.
    """

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
    offer = fields.UUIDField(null=True)
    chain = fields.UUIDField(null=True)
    why: fields.Field[list[str]] = ArrayField("text", default=list)
    settle_minor = fields.BigIntField(null=True)
    handled_at = fields.DatetimeField(null=True)
    sla_seconds = fields.IntField(null=True)
    sla_clock = nullable(fields.TextField(null=True))
    sla_state = nullable(fields.TextField(null=True))
    sla_due_at = fields.DatetimeField(null=True)
    sla_left_s = fields.IntField(null=True)
    sla_cause = nullable(fields.TextField(null=True))

    class Meta:
        """Where the rows are."""

        table = "rights_order"
        app = "rights"
        unique_together = (("request_id",),)
