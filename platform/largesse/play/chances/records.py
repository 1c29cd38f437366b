"""The table of what clients have done in activities. Constraints stand in the migration."""

from typing import Any, ClassVar

from tortoise import fields
from tortoise.models import Model


class Chance(Model):
    """What one client has done in one activity: ``tallies`` what is used of each rule, ``states`` what is
    kept.

    Its key is both columns; Tortoise takes one. Written by ``play_apply`` only; ``play.states`` reads
    ``states``.
    """

    KEY: ClassVar[tuple[str, ...]] = ("client", "activity")
    client = fields.UUIDField(primary_key=True)  # with ``activity``, see KEY
    activity = fields.UUIDField()
    nonce = fields.BigIntField()
    used = fields.BigIntField()
    tallies = fields.JSONField[dict[str, tuple[str, int]]]()
    states = fields.JSONField[dict[str, Any]](default=dict)
    moved_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "play_chance"
        app = "play"
        unique_together = (("client", "activity"),)
