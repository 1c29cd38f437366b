"""Choices of clients and requests to be erased, as rows; constraints in migration audience.0007."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

ERASURE = "ers"
ErasureId = NewType("ErasureId", UUID)


class Choice(Model):
    """One yes or no of a client, with the words that stood beside it; the newest of a purpose holds."""

    id = fields.UUIDField(primary_key=True)
    customer = fields.UUIDField()
    purpose = fields.TextField()
    agreed = fields.BooleanField()
    words = fields.TextField()
    locale = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        table = "audience_choice"
        app = "audience"


class Erasure(Model):
    """A client's request to be erased: asked, then withdrawn, refused or done."""

    id = fields.UUIDField(primary_key=True)
    customer = fields.UUIDField()
    org_unit = fields.UUIDField()
    state = fields.TextField()
    asked_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    ended_by = fields.UUIDField(null=True)
    reason = fields.TextField(default="")

    class Meta:
        table = "audience_erasure"
        app = "audience"
