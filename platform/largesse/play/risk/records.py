"""The tables of risk. Constraints stand in the migration."""

from typing import Any, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

RULE, SUSPECT = "rsk", "sus"
RuleId = NewType("RuleId", UUID)
SuspectId = NewType("SuspectId", UUID)


class RiskRule(Model):
    """A rule of risk; ``activity`` None: of every activity. ``most`` None: ``value`` is listed."""

    id = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField(null=True)
    subject = fields.TextField()
    value = fields.TextField()
    most = fields.IntField(null=True)
    window_s = fields.IntField(null=True)
    outcome = fields.TextField()
    reason = fields.TextField()
    expires_at = fields.DatetimeField(null=True)
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    ended_by = fields.UUIDField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_risk_rule"
        app = "play"


class Suspect(Model):
    """An attempt that a rule held or denied; ``device`` and ``address`` are keyed hashes."""

    id = fields.UUIDField(primary_key=True)
    at = fields.DatetimeField()
    activity = fields.UUIDField()
    play = fields.TextField()
    client = fields.UUIDField()
    key = fields.TextField()
    said = nullable(fields.JSONField[dict[str, Any]](null=True))
    mark = fields.TextField()
    rule = fields.UUIDField()
    device = fields.TextField()
    address = fields.TextField()
    state = fields.TextField()
    decided_by = fields.UUIDField(null=True)
    decided_at = fields.DatetimeField(null=True)
    note = fields.TextField()
    outcome = fields.TextField()
    draw = fields.UUIDField(null=True)

    class Meta:
        """Where the rows are."""

        table = "play_suspect"
        app = "play"
        unique_together = (("client", "key"),)
