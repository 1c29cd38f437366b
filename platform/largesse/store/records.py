"""Rows of the store. Writes go through work, outbox, delivery, ticking and repeatable; screens read here."""

from typing import ClassVar

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from largesse.store.fields import KeyField


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


class AuditLink(Model):
    """One link of the audit chain: the hash over the row and the link before it."""

    seq = fields.BigIntField(primary_key=True, generated=False)
    audit = fields.BigIntField(unique=True)
    hash = fields.TextField()

    class Meta:
        """Where the rows are."""

        table = "store_audit_chain"
        app = "store"


class Receipt(Model):
    """The answer of one ask by its key; partitioned by hash of its key."""

    KEY: ClassVar[tuple[str, ...]] = ("actor_kind", "actor_id", "use_case", "key")

    id = fields.UUIDField(primary_key=True)
    at = fields.DatetimeField()
    actor_kind = fields.TextField()
    actor_id = fields.UUIDField()
    use_case = fields.TextField()
    key = fields.TextField()
    ask_digest = fields.TextField()
    answer = fields.JSONField[object](null=True)

    class Meta:
        """Where the rows are."""

        table = "store_receipt"
        app = "store"


class OutboxEvent(Model):
    """One event that the house was told; partitioned by month."""

    KEY: ClassVar[tuple[str, ...]] = ("id", "at")

    id = fields.UUIDField(primary_key=True)
    at = fields.DatetimeField()
    topic = fields.TextField()
    key = fields.TextField()
    payload = fields.JSONField[dict[str, object]]()
    relayed_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "store_outbox"
        app = "store"


class TickRow(Model):
    """When work by the clock is due next, and how it went last."""

    name = KeyField()
    due_at = fields.DatetimeField()
    ran_at = fields.DatetimeField(null=True)
    error = fields.TextField()

    class Meta:
        """Where the rows are."""

        table = "store_tick"
        app = "store"


class AppliedRepeatable(Model):
    """A function or trigger as it was applied last, and the texts before it; see ``store.repeatable``."""

    name = KeyField()
    checksum = fields.TextField()
    earlier: fields.Field[list[str]] = ArrayField("text", default=list)
    applied_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "store_repeatable"
        app = "store"


class AppliedVersion(Model):
    """The checksum of a migration as it was applied; see ``store.versions``."""

    KEY: ClassVar[tuple[str, ...]] = ("room", "name")

    room = KeyField()
    name = fields.TextField()
    checksum = fields.TextField()
    kept_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "store_version"
        app = "store"
