"""The tables of allowances; constraints stand in migration rights.0009."""

from tortoise import fields
from tortoise.models import Model


class AllowanceRule(Model):
    """A rule; it is never changed, only stopped."""

    id = fields.UUIDField(primary_key=True)
    tier = fields.TextField()
    batch = fields.UUIDField()
    sku = fields.UUIDField()
    period = fields.TextField()
    units = fields.IntField()
    owner = fields.TextField()
    pro_rata = fields.BooleanField()
    returns = fields.BooleanField()
    state = fields.TextField(default="active")
    org_unit = fields.UUIDField()
    starts_on = fields.DateField()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    stopped_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_allowance_rule"
        app = "rights"


class Allowance(Model):
    """A rule for one owner in one period; ``ends_on`` is not included, None: it never ends."""

    id = fields.UUIDField(primary_key=True)
    rule = fields.UUIDField()
    owner_kind = fields.TextField()
    owner = fields.UUIDField()
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    granted = fields.IntField()
    held = fields.IntField(default=0)
    used = fields.IntField(default=0)
    made_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_allowance"
        app = "rights"
        unique_together = (("rule", "owner", "starts_on"),)


class AllowanceTake(Model):
    """A right that came out of an allowance."""

    entitlement = fields.UUIDField(primary_key=True)
    allowance = fields.UUIDField()
    customer = fields.UUIDField()
    state = fields.TextField(default="held")
    at = fields.DatetimeField()
    moved_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_allowance_take"
        app = "rights"
