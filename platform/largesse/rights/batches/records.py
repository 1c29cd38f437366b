"""The table of issue batches. Constraints stand in the migration: free + held + issued = total."""

from typing import Any, ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

BatchId = NewType("BatchId", UUID)


class Batch(Model):
    """How many rights of a SKU on which budget; ``content_hash`` is what its ``approval`` signs.

    From ``sku_version`` to ``personal_form`` stands what it took over from its SKU; ``grant_…`` are its rule
    of validity as the database reckons by it, all empty in batches older than rules.
    ``kind`` issue: units that people give; elsewhere: exactly what another system's rights came to.
    Staff is told when no more than ``low_at`` units are free; ``low_told_at`` says since when.
    """

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    code_key = fields.TextField(default="")
    title = fields.JSONField[dict[str, str]]()
    sku = fields.UUIDField()
    budget = fields.UUIDField()
    total = fields.BigIntField()
    free = fields.BigIntField()
    held = fields.BigIntField(default=0)
    issued = fields.BigIntField(default=0)
    unit_cost_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    valid_days = fields.IntField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    state = fields.TextField(default="draft")
    org_unit = fields.UUIDField()
    created_by = fields.UUIDField()
    approval = fields.UUIDField(null=True)
    content_hash = fields.TextField()
    sku_version = fields.IntField(default=1)
    units_each = fields.IntField(default=1)
    market_value_minor = fields.BigIntField(null=True)
    income_tax = nullable(fields.TextField(null=True))
    borne_by = nullable(fields.TextField(null=True))
    vat_treatment = nullable(fields.TextField(null=True))
    vat_rate_ppm = fields.IntField(null=True)
    terms = fields.JSONField[dict[str, str]](null=True)
    service = fields.JSONField[dict[str, str]](null=True)
    transfer = fields.TextField(default="none")
    refund = fields.TextField(default="none")
    breakage = fields.TextField(default="at_redemption")
    breakage_ppm = fields.IntField(default=0)
    personal_form = fields.JSONField[dict[str, Any]](default=lambda: {"fields": []})
    validity = fields.JSONField[dict[str, Any]](null=True)
    grant_days = fields.IntField(null=True)
    grant_months = fields.IntField(null=True)
    grant_until = fields.DateField(null=True)
    grant_opens = fields.DateField(null=True)
    grant_zone = nullable(fields.TextField(null=True))
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()
    low_at = fields.BigIntField(null=True)
    low_told_at = fields.DatetimeField(null=True)
    kind = fields.TextField(default="issue")

    class Meta:
        """Where the rows are."""

        table = "rights_batch"
        app = "rights"
        unique_together = (("code",), ("code_key",))


class BatchDay(Model):
    """What had become of a batch's units when the day was last looked at."""

    KEY: ClassVar[tuple[str, ...]] = ("batch", "day")
    batch = fields.UUIDField(primary_key=True)
    day = fields.DateField()
    free = fields.BigIntField()
    held = fields.BigIntField()
    issued = fields.BigIntField()
    used = fields.BigIntField()
    expired = fields.BigIntField()

    class Meta:
        """Where the rows are."""

        table = "rights_batch_day"
        app = "rights"
