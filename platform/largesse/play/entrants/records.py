"""The table of entrants. A trigger refuses every change."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model


class Entrant(Model):
    """A client who joined an activity by an adviser's link, with the draw that made it join.

    Its key is both columns; Tortoise takes one.
    """

    KEY: ClassVar[tuple[str, ...]] = ("activity", "client")
    activity = fields.UUIDField(primary_key=True)  # with ``client``, see KEY
    client = fields.UUIDField()
    adviser = fields.UUIDField()
    draw = fields.UUIDField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "play_entrant"
        app = "play"
        unique_together = (("activity", "client"),)
