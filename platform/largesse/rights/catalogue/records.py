"""The tables of the catalogue: providers, nodes, products, SKUs. Constraints stand in the migration.

The key beside a code is written by the database: see ``sql/rights_keep_code_key.function.sql``.
"""

from typing import Any, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

ProviderId = NewType("ProviderId", UUID)
ProductId = NewType("ProductId", UUID)
SkuId = NewType("SkuId", UUID)
NodeId = NewType("NodeId", UUID)


class Provider(Model):
    """Who fulfils rights; ``installation`` speaks for it; while it is paused nothing is asked of it.

    ``key_sha256`` and ``counter_epoch`` are read by the release before this one only.
    """

    id = fields.UUIDField(primary_key=True)
    slug = fields.TextField()
    slug_key = fields.TextField(default="")
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
        unique_together = (("slug",), ("slug_key",), ("key_sha256",))


class Product(Model):
    """What kind of right it is."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    code_key = fields.TextField(default="")
    title = fields.JSONField[dict[str, str]]()
    summary = fields.JSONField[dict[str, str]]()
    category = fields.TextField()
    node = fields.UUIDField(null=True)
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_product"
        app = "rights"
        unique_together = (("code",), ("code_key",))


class Sku(Model):
    """Exactly what is given; money in minor units of ``currency``, the VAT rate in parts per million."""

    id = fields.UUIDField(primary_key=True)
    product = fields.UUIDField()
    provider = fields.UUIDField(null=True)
    code = fields.TextField()
    code_key = fields.TextField(default="")
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
    validity = fields.JSONField[dict[str, Any]](null=True)
    units = fields.IntField(default=1)
    service = fields.JSONField[dict[str, str]](default=dict)
    picture_id = fields.UUIDField(null=True)
    picture = nullable(fields.TextField(null=True))
    picture_alt = fields.JSONField[dict[str, str]](default=dict)
    transfer = fields.TextField(default="none")
    refund = fields.TextField(default="none")
    breakage = fields.TextField(default="at_redemption")
    breakage_ppm = fields.IntField(default=0)
    personal_form = fields.JSONField[dict[str, Any]](default=lambda: {"fields": []})
    state = fields.TextField(default="active")
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_sku"
        app = "rights"
        unique_together = (("code",), ("code_key",))


class Node(Model):
    """A place in the tree of the catalogue; ``place`` orders it among its neighbours."""

    id = fields.UUIDField(primary_key=True)
    parent = fields.UUIDField(null=True)
    code = fields.TextField()
    code_key = fields.TextField(default="")
    title = fields.JSONField[dict[str, str]]()
    place = fields.IntField()
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_node"
        app = "rights"
        unique_together = (("code",), ("code_key",))


class SkuVersion(Model):
    """The terms of a SKU as they were once; only ever added to."""

    id = fields.UUIDField(primary_key=True)
    sku = fields.UUIDField()
    version = fields.IntField()
    content = fields.JSONField[dict[str, Any]]()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_sku_version"
        app = "rights"
        unique_together = (("sku", "version"),)


class TaxOpinion(Model):
    """The institution's own word on how a SKU is taxed, for exactly these taxes; only ever added to."""

    id = fields.UUIDField(primary_key=True)
    sku = fields.UUIDField()
    sku_version = fields.IntField()
    vat_treatment = fields.TextField()
    vat_rate_ppm = fields.IntField()
    income_tax = fields.TextField()
    borne_by = fields.TextField()
    opinion = fields.TextField()
    signed_by = fields.UUIDField()
    signed_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_tax_opinion"
        app = "rights"
