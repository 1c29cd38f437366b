"""The tables of offers and of what decides among them. Constraints stand in migration rights.0019."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

OfferId = NewType("OfferId", UUID)


class Offer(Model):
    """One provider's article for a SKU; ``units`` are the org units it serves with all below, none: all.

    ``cities`` are those it serves, by their plain names; none: everywhere.
    """

    id = fields.UUIDField(primary_key=True)
    sku = fields.UUIDField()
    provider = fields.UUIDField()
    provider_sku = fields.TextField()
    cost_minor = fields.BigIntField()
    settle_minor = fields.BigIntField()
    weight = fields.IntField()
    preference = fields.IntField()
    units: fields.Field[list[UUID]] = ArrayField("uuid", default=list)
    cities: fields.Field[list[str]] = ArrayField("text", default=list)
    sla_hours = fields.IntField(null=True)
    sla_clock = fields.TextField(default="wall")
    state = fields.TextField(default="active")
    version = fields.IntField(default=1)
    made_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_offer"
        app = "rights"


class Route(Model):
    """What decides among the offers of a SKU."""

    sku = fields.UUIDField(primary_key=True)
    policy = fields.TextField()
    changed_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_route"
        app = "rights"
