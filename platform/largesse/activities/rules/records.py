"""The table of rules as the institution keeps them; constraints in migration activities.0003."""

from typing import Any, NewType, cast
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

RULE = "rul"
RuleId = NewType("RuleId", UUID)


class KeptRule(Model):
    """One version of what compliance says of a rule; ``shipped``: hash of what the house said then."""

    id = cast("fields.Field[RuleId]", fields.UUIDField(primary_key=True))
    code = fields.TextField()
    version = fields.IntField()
    org_unit = fields.UUIDField()
    body = fields.JSONField[dict[str, Any]]()
    shipped = fields.TextField()
    state = fields.TextField()
    approval = fields.UUIDField()
    created_by = fields.UUIDField()
    created_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "activities_rule"
        app = "activities"
        unique_together = (("code", "version"),)
