"""The tables of compensations; constraints in migration rights.0016: one live of each right."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

CompensationId = NewType("CompensationId", UUID)


class Compensation(Model):
    """What makes ``original`` good: a unit of ``batch`` or ``points``; ``worth_minor`` its market value."""

    id = fields.UUIDField(primary_key=True)
    original = fields.UUIDField()
    complaint = fields.UUIDField(null=True)
    client = fields.UUIDField()
    org_unit = fields.UUIDField()
    cause = fields.TextField()
    batch = fields.UUIDField(null=True)
    points_kind = fields.UUIDField(null=True)
    points = fields.BigIntField(null=True)
    worth_minor = fields.BigIntField(default=0)
    currency = fields.CharField(max_length=3)
    reason = fields.TextField()
    note = fields.TextField(default="")
    state = fields.TextField()
    entitlement = fields.UUIDField(null=True)
    award = fields.UUIDField(null=True)
    approval = fields.UUIDField(null=True)
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_compensation"
        app = "rights"
        unique_together = (("entitlement",), ("award",))


class CompensationLimit(Model):
    """The market value in one currency up to which one member of staff compensates by himself."""

    currency = fields.CharField(primary_key=True, max_length=3)
    alone_minor = fields.BigIntField()
    said_by = fields.UUIDField()
    said_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_compensation_limit"
        app = "rights"
