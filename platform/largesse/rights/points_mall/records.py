"""The tables of the mall. Constraints stand in the migration: one right and one spend an exchange."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

PointsOfferId = NewType("PointsOfferId", UUID)
PointsExchangeId = NewType("PointsExchangeId", UUID)


class PointsOffer(Model):
    """A batch at a price in points; ``client_max``: how often one client may have it, None: no limit."""

    id = fields.UUIDField(primary_key=True)
    batch = fields.UUIDField()
    kind = fields.UUIDField()
    price_points = fields.BigIntField()
    client_max = fields.IntField(null=True)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    created_by = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_points_offer"
        app = "rights"


class PointsExchange(Model):
    """Points that went for a right; ``returned`` once the right failed or was revoked."""

    id = fields.UUIDField(primary_key=True)
    offer = fields.UUIDField()
    client = fields.UUIDField()
    move = fields.UUIDField()
    entitlement = fields.UUIDField()
    points = fields.BigIntField()
    state = fields.TextField(default="active")
    at = fields.DatetimeField()
    returned_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_points_exchange"
        app = "rights"
        unique_together = (("move",), ("entitlement",))
