"""The table of pools. Constraints stand in the migration: no more is used than the cap."""

from tortoise import fields
from tortoise.models import Model


class Pool(Model):
    """What all clients of an activity share of one thing; ``key`` says of which."""

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    key = fields.TextField()
    cap = fields.BigIntField()
    used = fields.BigIntField(default=0)

    class Meta:
        """Where the rows are."""

        table = "play_pool"
        app = "play"
        unique_together = (("activity", "key"),)
