"""The tables of rankings. Constraints stand in the migration; triggers refuse changes of a settled order."""

from typing import ClassVar

from tortoise import fields
from tortoise.models import Model


class ScoreRow(Model):
    """What a client has reached in a cycle, when, and by which draw."""

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play", "cycle", "client")
    activity = fields.UUIDField(primary_key=True)  # with the others, see KEY
    play = fields.TextField()
    cycle = fields.TextField()
    client = fields.UUIDField()
    score = fields.BigIntField()
    reached_at = fields.DatetimeField()
    draw = fields.UUIDField()

    class Meta:
        """Where the rows are."""

        table = "play_score"
        app = "play"
        unique_together = (("activity", "play", "cycle", "client"),)


class PlaceRow(Model):
    """One in a settled order: ``nr`` counts all, ``place`` is told, the same for all who share it."""

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play", "cycle", "nr")
    activity = fields.UUIDField(primary_key=True)  # with the others, see KEY
    play = fields.TextField()
    cycle = fields.TextField()
    nr = fields.BigIntField()
    place = fields.BigIntField()
    client = fields.UUIDField()
    score = fields.BigIntField()
    reached_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "play_place"
        app = "play"
        unique_together = (("activity", "play", "cycle", "nr"), ("activity", "play", "cycle", "client"))
