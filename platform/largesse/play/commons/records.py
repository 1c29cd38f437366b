"""The table of states that clients share. Constraints stand in the migration."""

from typing import Any, ClassVar

from tortoise import fields
from tortoise.models import Model


class Common(Model):
    """One state of one owner: ``held`` its period and value, null: nothing yet; ``moves`` counts its writes.

    ``owner`` is a household, a client who is in none, or a tier; empty: all clients of the activity.
    """

    KEY: ClassVar[tuple[str, ...]] = ("activity", "state", "owner")
    activity = fields.UUIDField(primary_key=True)  # with the others, see KEY
    state = fields.TextField()
    owner = fields.TextField()
    held = fields.JSONField[tuple[str, Any]](null=True)
    moves = fields.BigIntField(default=0)
    moved_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "play_common"
        app = "play"
        unique_together = (("activity", "state", "owner"),)
