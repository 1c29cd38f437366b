"""The tables of what the clock plays. Constraints stand in the migration."""

from typing import ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

OccasionId = NewType("OccasionId", UUID)


class Timed(Model):
    """A play that the clock starts; ``since``: it came out first then, and no day before is made up.

    Its key is (activity, play); Tortoise takes one.
    """

    KEY: ClassVar[tuple[str, ...]] = ("activity", "play")
    activity = fields.UUIDField(primary_key=True)  # with ``play``, see KEY
    play = fields.TextField()
    since = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "play_timed"
        app = "play"
        unique_together = (("activity", "play"),)


class Occasion(Model):
    """One day of such a play: ``after`` is the last client who was served, ``refused`` counts by code."""

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    play = fields.TextField()
    day = fields.DateField()
    mark = fields.TextField()
    due_at = fields.DatetimeField()
    begun_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)
    after = fields.UUIDField()
    tried = fields.BigIntField(default=0)
    played = fields.BigIntField(default=0)
    refused = fields.JSONField[dict[str, int]](default=dict)

    class Meta:
        """Where the rows are."""

        table = "play_occasion"
        app = "play"
        unique_together = (("activity", "play", "day", "mark"),)


class OccasionFailed(Model):
    """A client for whom the platform failed on such a day; ``again_at``: staff has him asked again.

    Its key is (occasion, client); Tortoise takes one.
    """

    KEY: ClassVar[tuple[str, ...]] = ("occasion", "client")
    occasion = fields.UUIDField(primary_key=True)  # with ``client``, see KEY
    client = fields.UUIDField()
    again_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_occasion_failed"
        app = "play"
        unique_together = (("occasion", "client"),)
