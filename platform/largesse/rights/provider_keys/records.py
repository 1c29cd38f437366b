"""The table of providers' keys. Constraints stand in the migration: what has an end has who ended it."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

ProviderKeyId = NewType("ProviderKeyId", UUID)


class ProviderKey(Model):
    """A key that was given out. ``name`` says to whom, for example an outlet; ``renews`` which it replaces.

    ``place`` is where a counter stands; None: it was given for no place.
    ``ends_at`` None: it opens until somebody ends it; ``reason`` is given where it was stopped.
    """

    id = fields.UUIDField(primary_key=True)
    provider = fields.UUIDField()
    kind = fields.TextField()
    name = fields.TextField()
    key_sha256 = fields.TextField()
    renews = fields.UUIDField(null=True)
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(null=True)
    ended_by = fields.UUIDField(null=True)
    reason = fields.TextField(default="")
    used_at = fields.DatetimeField(null=True)
    place = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_provider_key"
        app = "rights"
        unique_together = (("key_sha256",),)
