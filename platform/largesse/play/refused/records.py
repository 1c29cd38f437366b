"""The table of counted refusals."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model


class Refusals(Model):
    """How many attempts were refused for one reason in one minute; its key is all but the last."""

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play", "code", "minute")
    activity = fields.UUIDField(primary_key=True)  # with the next three, see KEY
    play = fields.TextField()
    code = fields.TextField()
    minute = fields.DatetimeField()
    attempts = fields.BigIntField()

    class Meta:
        """Where the rows are."""

        table = "play_refusal"
        app = "play"
        unique_together = (("activity", "play", "code", "minute"),)
