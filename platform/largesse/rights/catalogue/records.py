"""The tables of the catalogue: providers, products, SKUs. Constraints stand in the migration."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

ProviderId = NewType("ProviderId", UUID)
ProductId = NewType("ProductId", UUID)
SkuId = NewType("SkuId", UUID)


class Provider(Model):
    """Who fulfils rights; ``installation`` speaks for it; while it is paused nothing is asked of it.

    ``key_sha256`` and ``counter_epoch`` are read by the release before this one only.
    """

    id = fields.UUIDField(primary_key=True)
    slug = fields.TextField()
    name = fields.JSONField[dict[str, str]]()
    installation = fields.UUIDField(null=True)
    key_sha256 = nullable(fields.TextField(null=True))
    counter_epoch = fields.IntField(default=1)
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    paused_at = fields.DatetimeField(null=True)
    paused_reason = nullable(fields.TextField(null=True))
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_provider"
        app = "rights"
        unique_together = (("slug",), ("key_sha256",))


class Product(Model):
    """What kind of right it is."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    title = fields.JSONField[dict[str, str]]()
    summary = fields.JSONField[dict[str, str]]()
    category = fields.TextField()
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_product"
        app = "rights"
        unique_together = (("code",),)


class Sku(Model):
    """Exactly what is given; money in minor units of ``currency``, the VAT rate in parts per million."""

    id = fields.UUIDField(primary_key=True)
    product = fields.UUIDField()
    provider = fields.UUIDField(null=True)
    code = fields.TextField()
    title = fields.JSONField[dict[str, str]]()
    terms = fields.JSONField[dict[str, str]]()
    fulfil_mode = fields.TextField()
    provider_sku = nullable(fields.TextField(null=True))
    currency = fields.CharField(max_length=3)
    face_value_minor = fields.BigIntField()
    market_value_minor = fields.BigIntField()
    unit_cost_minor = fields.BigIntField()
    income_tax = fields.TextField()
    borne_by = fields.TextField()
    vat_treatment = fields.TextField()
    vat_rate_ppm = fields.IntField()
    valid_days = fields.IntField()
    state = fields.TextField(default="active")
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_sku"
        app = "rights"
        unique_together = (("code",),)
