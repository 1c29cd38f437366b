"""Batches that are open to advisers, what they handed over and ask to, as rows.

Constraints stand in rights.0021 and rights.0025: one open request for a client and a batch.
"""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

HandingRequestId = NewType("HandingRequestId", UUID)


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


class HandingRequest(Model):
    """What an adviser asks to hand over above his limit; ``worth_minor`` as it was signed."""

    id = fields.UUIDField(primary_key=True)
    batch = fields.UUIDField()
    client = fields.UUIDField()
    adviser = fields.UUIDField()
    org_unit = fields.UUIDField()
    note = fields.TextField()
    locale = fields.TextField()
    worth_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    state = fields.TextField(default="pending")
    approval = fields.UUIDField()
    entitlement = fields.UUIDField(null=True)
    made_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_handing_request"
        app = "rights"
        unique_together = (("entitlement",),)
