"""The table of how often options were chosen. Constraints stand in the migration."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model


class AnswerCount(Model):
    """How many decided attempts chose an option."""

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play", "question", "option")
    activity = fields.UUIDField(primary_key=True)  # with the others, see KEY
    play = fields.TextField()
    question = fields.TextField()
    option = fields.TextField()
    chosen = fields.BigIntField()

    class Meta:
        """Where the rows are."""

        table = "play_answer_count"
        app = "play"
        unique_together = (("activity", "play", "question", "option"),)
