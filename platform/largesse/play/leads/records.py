"""The table of leads. Constraints stand in the migration."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

LEAD = "led"
LeadId = NewType("LeadId", UUID)


class Lead(Model):
    """A client to be called until ``due_on``; ``draw`` and ``place`` say because of what."""

    id = fields.UUIDField(primary_key=True)
    draw = fields.UUIDField()
    place = fields.IntField()
    activity = fields.UUIDField()
    play = fields.TextField()
    client = fields.UUIDField()
    reason = fields.JSONField[dict[str, str]]()
    made_at = fields.DatetimeField()
    due_on = fields.DateField()
    done_at = fields.DatetimeField(null=True)
    done_by = fields.UUIDField(null=True)
    outcome = nullable(fields.TextField(null=True))
    words = fields.TextField(default="")

    class Meta:
        """Where the rows are."""

        table = "play_lead"
        app = "play"
        unique_together = (("draw", "place"),)
