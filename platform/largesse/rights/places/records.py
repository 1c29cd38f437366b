"""Places, resources and services as rows. Constraints stand in migration rights.0011."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

PLACE, RESOURCE, SERVICE = "plc", "rsc", "svc"
PlaceId = NewType("PlaceId", UUID)
ResourceId = NewType("ResourceId", UUID)
ServiceId = NewType("ServiceId", UUID)


class Place(Model):
    """Where rights are used; coordinates in millionths of a degree, both or none.

    ``provider_ref`` is the name of a provider's own place at that provider; None: it is a place of ours.
    """

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    name = fields.JSONField[dict[str, str]]()
    city = fields.JSONField[dict[str, str]]()
    address = fields.JSONField[dict[str, str]]()
    phone = fields.TextField(default="")
    zone = fields.TextField()
    latitude_e6 = fields.IntField(null=True)
    longitude_e6 = fields.IntField(null=True)
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    provider = fields.UUIDField(null=True)
    provider_ref = nullable(fields.TextField(null=True))
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_place"
        app = "rights"
        unique_together = (("code",),)


class Resource(Model):
    """Who or what serves at a place; ``nr`` numbers it for ranges, ``seated`` gives each place a number."""

    id = fields.UUIDField(primary_key=True)
    nr = fields.BigIntField(unique=True)
    place = fields.UUIDField()
    name = fields.JSONField[dict[str, str]]()
    kind = fields.TextField()
    seated = fields.BooleanField(default=False)
    state = fields.TextField(default="active")
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_resource"
        app = "rights"


class Service(Model):
    """How a SKU is booked; times in the unit that stands last in their names.

    ``places_…``: when its provider's places were read last, when they are due, why they could not be read.
    """

    id = fields.UUIDField(primary_key=True)
    sku = fields.UUIDField()
    source = fields.TextField(default="own")
    kind = fields.TextField()
    minutes = fields.IntField()
    notice_minutes = fields.IntField()
    horizon_days = fields.IntField()
    hold_minutes = fields.IntField()
    offer_minutes = fields.IntField()
    free_until_hours = fields.IntField()
    late_units = fields.IntField()
    no_show_units = fields.IntField()
    approval = fields.BooleanField()
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()
    places_at = fields.DatetimeField(null=True)
    places_due = fields.DatetimeField(null=True)
    places_why = fields.TextField(default="")

    class Meta:
        """Where the rows are."""

        table = "rights_service"
        app = "rights"
        unique_together = (("sku",),)


class ServiceAt(Model):
    """Which resource serves a service."""

    service = fields.UUIDField(primary_key=True)
    resource = fields.UUIDField()
    KEY = ("service", "resource")

    class Meta:
        """Where the rows are."""

        table = "rights_service_at"
        app = "rights"
