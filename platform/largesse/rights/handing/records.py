"""Batches that are open to advisers and what they handed over, as rows. Constraints stand in rights.0021."""

from tortoise import fields
from tortoise.models import Model


class AdviserBatch(Model):
    """What a batch lets advisers hand over: each so many a month, a client so many in all."""

    batch = fields.UUIDField(primary_key=True)
    state = fields.TextField()
    per_adviser = fields.IntField()
    per_client = fields.IntField()
    changed_by = fields.UUIDField()
    changed_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_adviser_batch"
        app = "rights"


class Handing(Model):
    """A right that an adviser handed to a client, and his note."""

    entitlement = fields.UUIDField(primary_key=True)
    batch = fields.UUIDField()
    client = fields.UUIDField()
    adviser = fields.UUIDField()
    note = fields.TextField()
    locale = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_handing"
        app = "rights"
