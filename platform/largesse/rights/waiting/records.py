"""The waiting list as rows. Constraints stand in migrations rights.0011 and 0022."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

WAITING = "wtg"
WaitingId = NewType("WaitingId", UUID)


class Waiting(Model):
    """One who waits for a place between two instants; ``slot`` and ``accept_by`` while one is offered."""

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    service = fields.UUIDField()
    place = fields.UUIDField()
    resource = fields.UUIDField(null=True)
    holder = fields.UUIDField()
    person = fields.UUIDField()
    starts_from = fields.DatetimeField()
    starts_to = fields.DatetimeField()
    state = fields.TextField()
    slot = fields.UUIDField(null=True)
    accept_by = fields.DatetimeField(null=True)
    booking = fields.UUIDField(null=True)
    org_unit = fields.UUIDField()
    joined_at = fields.DatetimeField()
    locale = fields.TextField(default="zh-CN")

    class Meta:
        """Where the rows are."""

        table = "rights_waiting"
        app = "rights"
