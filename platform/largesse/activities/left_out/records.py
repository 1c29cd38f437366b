"""The table of components that were left out of a page."""

from tortoise import fields
from tortoise.models import Model


class LeftOut(Model):
    """A component of one published revision that could not be painted; an empty node is the whole page."""

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    revision_hash = fields.TextField()
    node = fields.TextField()
    component = fields.TextField()
    why = fields.TextField()
    phase = fields.TextField()
    locale = fields.TextField()
    first_at = fields.DatetimeField()
    last_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "activities_left_out"
        app = "activities"
        unique_together = (("activity", "revision_hash", "node"),)
