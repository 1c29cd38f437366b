"""Tiers, households, clients and their identities as rows; constraints in migration audience.0001."""

from typing import Any, NewType
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from largesse.store.fields import KeyField, nullable

CLIENT, IDENTITY = "cli", "idn"
ClientId = NewType("ClientId", UUID)
IdentityId = NewType("IdentityId", UUID)
HouseholdId = NewType("HouseholdId", UUID)


class Tier(Model):
    """A tier of clients; the higher the rank, the better."""

    code = KeyField()
    rank = fields.IntField(unique=True)
    name_zh = fields.TextField()
    name_en = fields.TextField()
    state = fields.TextField(default="active")
    face = fields.TextField(default="ink")
    picture = fields.TextField(default="")
    theme = fields.TextField(default="light")
    enter_band = nullable(fields.TextField(null=True))
    keep_band = nullable(fields.TextField(null=True))
    valid_months = fields.IntField(null=True)
    downgrade = fields.TextField(default="one_down")
    adds = fields.JSONField[list[dict[str, Any]]](default=list)
    version = fields.IntField(default=1)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "audience_tier"
        app = "audience"


class Household(Model):
    """Clients who live together, by the bank's own code."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    source = fields.TextField(default="bank")
    sees = fields.TextField(default="own")
    created_at = fields.DatetimeField()

    class Meta:
        table = "audience_household"
        unique_together = (("code",),)
        app = "audience"


class Customer(Model):
    """A client; ``ext_id`` is the bank's own number; a trigger keeps ``name_order`` and ``name_key``."""

    id = fields.UUIDField(primary_key=True)
    ext_id = fields.TextField()
    name = fields.TextField()
    tier = fields.TextField()
    clazz = fields.TextField(source_field="class", default="")
    grade = fields.TextField(default="")
    lifecycle = fields.TextField(default="")
    tags: fields.Field[list[str]] = ArrayField("text", default=list)
    org_unit = fields.UUIDField()
    adviser = fields.UUIDField(null=True)
    wealth_band = fields.TextField(default="")
    city = fields.TextField(default="")
    birth_date = fields.DateField(null=True)
    household = fields.UUIDField(null=True)
    is_staff = fields.BooleanField(default=False)
    blocked = fields.BooleanField(default=False)
    blocked_why = fields.TextField(default="")
    joined_on = fields.DateField(null=True)
    personal = fields.BooleanField(default=True)
    messages = fields.BooleanField(default=True)
    name_order = fields.IntField(default=0)
    name_key = fields.TextField(default="")
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "audience_customer"
        unique_together = (("ext_id",),)
        app = "audience"


class Identity(Model):
    """By what a client is recognised, sealed; ``hint`` is the masked value, for screens."""

    id = fields.UUIDField(primary_key=True)
    customer = fields.UUIDField()
    kind = fields.TextField()
    value_index = fields.TextField()
    value_sealed = fields.TextField()
    hint = fields.TextField()
    via = fields.TextField()
    bound_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    revoked_by = fields.UUIDField(null=True)

    class Meta:
        table = "audience_identity"
        app = "audience"
