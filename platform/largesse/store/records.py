"""Rows of the store that screens read: deliveries and audit rows. Writes go through outbox and work."""

from tortoise import fields
from tortoise.models import Model


class TransactionField(fields.BigIntField):
    """The number of the transaction that wrote a row."""

    SQL_TYPE = "XID8"


class Delivery(Model):
    """One event on its way to one handler; constraints in migration store.0001."""

    id = fields.UUIDField(primary_key=True)
    event = fields.UUIDField()
    event_at = fields.DatetimeField()
    topic = fields.TextField()
    handler = fields.TextField()
    class_ = fields.TextField(source_field="class")
    state = fields.TextField()
    attempts = fields.IntField()
    due_at = fields.DatetimeField()
    leased_until = fields.DatetimeField(null=True)
    lease = fields.UUIDField(null=True)
    error = fields.TextField()
    done_at = fields.DatetimeField(null=True)
    stops = fields.IntField()

    class Meta:
        """Where the rows are."""

        table = "store_delivery"
        app = "store"
        unique_together = (("event", "handler"),)


class AuditRow(Model):
    """Who did what to which subject; append-only by trigger and by grant."""

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor_kind = fields.TextField()
    actor_id = fields.UUIDField()
    actor_name = fields.TextField()
    action = fields.TextField()
    subject = fields.TextField()
    facts = fields.JSONField[dict[str, object]]()
    org_unit = fields.UUIDField(null=True)
    xid = TransactionField()

    class Meta:
        """Where the rows are."""

        table = "store_audit"
        app = "store"
