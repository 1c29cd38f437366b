"""The table of seals. Constraints stand in the migration."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model


class Sealed(Model):
    """What was sealed of an activity's draws; written once."""

    activity = fields.UUIDField(primary_key=True)
    draws = fields.BigIntField()
    step = fields.BigIntField()
    marks: fields.Field[list[str]] = ArrayField("text")
    head = fields.TextField()
    sealed_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "play_sealed"
        app = "play"
