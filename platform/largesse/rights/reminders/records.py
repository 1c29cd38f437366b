"""The tables of reminders and tasks. Constraints stand in the migrations: once a step, once a reason."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

TaskId = NewType("TaskId", UUID)


class Reminder(Model):
    """One step that a holder was told of.

    The key is (entitlement, holder, step_days); Tortoise knows keys of one column only and is told of it.
    """

    entitlement = fields.UUIDField(primary_key=True)
    step_days = fields.IntField()
    holder = fields.UUIDField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_reminder"
        app = "rights"
        unique_together = (("entitlement", "holder", "step_days"),)


class Task(Model):
    """What an adviser has to do about a client's right, and why; how it went once it is done."""

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    client = fields.UUIDField()
    adviser = fields.UUIDField()
    state = fields.TextField(default="open")
    made_at = fields.DatetimeField()
    snoozed_until = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)
    outcome = nullable(fields.TextField(null=True))
    words = fields.TextField(default="")
    reason = fields.TextField(default="expiring")

    class Meta:
        """Where the rows are."""

        table = "rights_task"
        app = "rights"
        unique_together = (("entitlement", "client", "reason"),)
