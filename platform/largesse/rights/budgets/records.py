"""The table of budgets. Constraints stand in the migration: reserved and spent never exceed the cap."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

BudgetId = NewType("BudgetId", UUID)


class Budget(Model):
    """The most that batches on it may cost together; money in minor units of ``currency``."""

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    title = fields.JSONField[dict[str, str]]()
    currency = fields.CharField(max_length=3)
    cap_minor = fields.BigIntField()
    reserved_minor = fields.BigIntField(default=0)
    spent_minor = fields.BigIntField(default=0)
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_budget"
        app = "rights"
        unique_together = (("code",),)
