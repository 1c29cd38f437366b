"""Org units as rows; constraints in migration identity.0001."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

UNIT = "unt"
UnitId = NewType("UnitId", UUID)


class OrgUnit(Model):
    """A unit of the tree; ``path`` lists its ancestors from the root, itself last."""

    id = fields.UUIDField(primary_key=True)
    parent = fields.UUIDField(null=True)
    code = fields.TextField()
    level = fields.TextField()
    name_zh = fields.TextField()
    name_en = fields.TextField()
    path: fields.Field[list[UUID]] = ArrayField("uuid")
    created_at = fields.DatetimeField()

    class Meta:
        table = "identity_org_unit"
        unique_together = (("code",),)
        app = "identity"
