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
    """An attempt that a rule challenged, held or denied, or that waits for its turn from ``due_at`` on.

    ``device`` and ``address`` are keyed hashes. ``over`` is the limit for which it waits, ``line`` who else
    waits for the same. ``props`` are the values of the event that started it, none where the clock did; None:
    its client did. ``why`` says what beside the rule decided, see ``play.risk.stopping``.
    """

    id = fields.UUIDField(primary_key=True)
    at = fields.DatetimeField()
    activity = fields.UUIDField()
    play = fields.TextField()
    client = fields.UUIDField()
    key = fields.TextField()
    said = nullable(fields.JSONField[dict[str, Any]](null=True))
    mark = fields.TextField()
    rule = fields.UUIDField(null=True)
    device = fields.TextField()
    address = fields.TextField()
    state = fields.TextField()
    why = fields.TextField(default="")
    props = nullable(fields.JSONField[dict[str, Any]](null=True))
    decided_by = fields.UUIDField(null=True)
    decided_at = fields.DatetimeField(null=True)
    note = fields.TextField()
    outcome = fields.TextField()
    draw = fields.UUIDField(null=True)
    due_at = fields.DatetimeField(null=True)
    line = fields.TextField(default="")
    over = nullable(fields.JSONField[dict[str, Any]](null=True))

    class Meta:
        """Where the rows are."""

        table = "play_suspect"
        app = "play"
        unique_together = (("client", "key"),)


class Challenge(Model):
    """The code that must confirm an attempt, as a keyed hash; its key is the attempt's.

    ``codes`` counts those that went out, of which the newest counts. ``passed_by`` is the key of the ask
    that confirmed it.
    """

    suspect = fields.UUIDField(primary_key=True)
    client = fields.UUIDField()
    code_hash = fields.TextField()
    tries_left = fields.IntField()
    codes = fields.IntField()
    sent_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    passed_by = nullable(fields.TextField(null=True))

    class Meta:
        """Where the rows are."""

        table = "play_challenge"
        app = "play"
