"""Activities as rows; constraints and guards in migration activities.0001.

Invariant   a state moves only along the arrows of ``lifecycle``: a trigger refuses the rest
"""

from typing import NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.activities.lifecycle.lifecycle import State

ACTIVITY = "act"
ActivityId = NewType("ActivityId", UUID)


class Activity(Model):
    """An activity: its place, its state, and which revision is out."""

    id = fields.UUIDField(primary_key=True)
    slug = fields.TextField()
    title = fields.JSONField[dict[str, str]]()
    org_unit = fields.UUIDField()
    state = cast("fields.Field[State]", fields.TextField(default="unpublished"))
    starts_at = fields.DatetimeField(null=True)
    ends_at = fields.DatetimeField(null=True)
    published = fields.UUIDField(null=True)
    created_by = fields.UUIDField()
    created_by_name = fields.TextField()
    created_at = fields.DatetimeField()
    moved_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "activities_activity"
        unique_together = (("slug",),)
        app = "activities"

    def facts(self) -> dict[str, str]:
        """Give what every event of this activity says."""
        return {
            "activity": str(self.id),
            "slug": self.slug,
            "org_unit": str(self.org_unit),
            "state": self.state,
        }
