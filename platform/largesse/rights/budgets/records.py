"""The tables of budgets. Constraints stand in the migrations: reserved and spent never exceed the cap."""

from typing import ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

BudgetId = NewType("BudgetId", UUID)
HoldId = NewType("HoldId", UUID)


class Budget(Model):
    """The most that batches on it may cost together; money in minor units of ``currency``.

    ``reserved_minor`` includes ``set_aside_minor``, the holds. ``lined`` says that it has or had lines.
    """

    id = fields.UUIDField(primary_key=True)
    code = fields.TextField()
    code_key = fields.TextField(default="")
    title = fields.JSONField[dict[str, str]]()
    currency = fields.CharField(max_length=3)
    cap_minor = fields.BigIntField()
    reserved_minor = fields.BigIntField(default=0)
    spent_minor = fields.BigIntField(default=0)
    org_unit = fields.UUIDField()
    state = fields.TextField(default="active")
    created_at = fields.DatetimeField()
    zone = fields.TextField(default="Asia/Shanghai")
    lined = fields.BooleanField(default=False)
    set_aside_minor = fields.BigIntField(default=0)
    pace_shape = fields.TextField(default="none")
    pace_from = fields.DatetimeField(null=True)
    pace_to = fields.DatetimeField(null=True)
    pace_times: fields.Field[list[int]] = ArrayField("int", default=list)
    pace_shares: fields.Field[list[int]] = ArrayField("int", default=list)
    pace_floor_minor = fields.BigIntField(default=0)
    raise_to_minor = fields.BigIntField(null=True)
    approval = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_budget"
        app = "rights"
        unique_together = (("code",), ("code_key",))


class Rule(Model):
    """The most for each line of a kind; ``key`` names one activity or org unit and is empty for periods."""

    id = fields.UUIDField(primary_key=True)
    budget = fields.UUIDField()
    kind = fields.TextField()
    key = fields.TextField(default="")
    cap_minor = fields.BigIntField()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_budget_rule"
        app = "rights"
        unique_together = (("budget", "kind", "key"),)


class Line(Model):
    """What a rule holds for one period, activity or org unit."""

    id = fields.BigIntField(primary_key=True, generated=True)
    budget = fields.UUIDField()
    kind = fields.TextField()
    key = fields.TextField()
    cap_minor = fields.BigIntField()
    reserved_minor = fields.BigIntField(default=0)
    spent_minor = fields.BigIntField(default=0)

    class Meta:
        """Where the rows are."""

        table = "rights_budget_line"
        app = "rights"
        unique_together = (("budget", "kind", "key"),)


class Promise(Model):
    """A line that a right was reserved in."""

    KEY: ClassVar[tuple[str, ...]] = ("entitlement", "line")
    entitlement = fields.UUIDField(primary_key=True)
    line = fields.BigIntField()

    class Meta:
        """Where the rows are."""

        table = "rights_promise"
        app = "rights"


class Hold(Model):
    """A part of a budget that is set aside for a while, for a batch that is planned."""

    id = fields.UUIDField(primary_key=True)
    budget = fields.UUIDField()
    amount_minor = fields.BigIntField()
    reason = fields.TextField()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    released_at = fields.DatetimeField(null=True)
    released_by = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_budget_hold"
        app = "rights"


class Day(Model):
    """What a budget had reserved and spent when the day was last looked at."""

    KEY: ClassVar[tuple[str, ...]] = ("budget", "day")
    budget = fields.UUIDField(primary_key=True)
    day = fields.DateField()
    reserved_minor = fields.BigIntField()
    spent_minor = fields.BigIntField()

    class Meta:
        """Where the rows are."""

        table = "rights_budget_day"
        app = "rights"
