"""The table of ratings; constraints in migration rights.0013: one of each use."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

RATING = "rat"
RatingId = NewType("RatingId", UUID)


class Rating(Model):
    """One use as its client found it."""

    id = fields.UUIDField(primary_key=True)
    redemption = fields.UUIDField(unique=True)
    entitlement = fields.UUIDField()
    provider = fields.UUIDField(null=True)
    org_unit = fields.UUIDField()
    stars = fields.IntField()
    words = fields.TextField(default="")
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_rating"
        app = "rights"
