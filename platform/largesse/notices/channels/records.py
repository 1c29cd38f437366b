"""Channels that were set up, as rows; constraints in migration notices.0002."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import KeyField


class ChannelSetUp(Model):
    """What carries a channel's messages; ``version`` grows with every change of its settings.

    The secret is a password, a shared secret or a private key; the test is of the version as it stands.
    """

    channel = KeyField()
    carrier = fields.TextField()
    settings = fields.JSONField[dict[str, Any]]()
    secret_sealed = fields.TextField(default="")
    version = fields.IntField()
    state = fields.TextField()
    tested_at = fields.DatetimeField(null=True)
    tested_ok = fields.BooleanField(null=True)
    tested_why = fields.TextField(default="")
    changed_at = fields.DatetimeField()
    changed_by = fields.UUIDField()

    class Meta:
        table = "notices_channel"
        app = "notices"
