"""Declared events as rows; constraints in migration audience.0010."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import KeyField


class DeclaredEvent(Model):
    """What staff declared of an event; ``props`` as in ``facts.regulated.Prop``."""

    name = KeyField()
    zh = fields.TextField()
    en = fields.TextField()
    regulated = fields.TextField()
    sharing = fields.BooleanField(default=False)
    props = fields.JSONField[list[dict[str, Any]]](default=list)
    late_days = fields.IntField()
    ahead_minutes = fields.IntField()
    retired = fields.BooleanField(default=False)
    version = fields.IntField()
    updated_by = fields.UUIDField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "audience_event_name"
        app = "audience"
