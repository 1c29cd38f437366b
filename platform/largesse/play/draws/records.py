"""The table of draws. Constraints stand in the migration; a trigger refuses every change."""

from typing import Any, ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

DrawId = NewType("DrawId", UUID)


class DrawRow(Model):
    """One decided attempt, by month of ``at``; ``chances_left`` -1: without limit.

    ``asked`` is what the client sent with it, ``basis`` what it was decided from beside the odds. Its key is
    both columns, so that months can be partitions; the id alone is unique by how it is made.
    """

    KEY: ClassVar[tuple[str, ...]] = ("id", "at")
    id = fields.UUIDField(primary_key=True)
    at = fields.DatetimeField()
    activity = fields.UUIDField()
    revision_hash = fields.TextField()
    play = fields.TextField()
    client = fields.UUIDField()
    nonce = fields.BigIntField()
    number = fields.IntField(null=True)
    drawn = fields.TextField()
    given = fields.TextField()
    outcome = fields.TextField()
    batch = fields.UUIDField(null=True)
    entitlement = fields.UUIDField(null=True)
    odds_hash = fields.TextField()
    chances_left = fields.BigIntField()
    asked = nullable(fields.JSONField[dict[str, Any]](null=True))
    basis = nullable(fields.JSONField[dict[str, Any]](null=True))

    class Meta:
        """Where the rows are."""

        table = "play_draw"
        app = "play"
        unique_together = (("id", "at"),)
