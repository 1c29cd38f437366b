"""Hours, exceptions and touched slots as rows. Constraints stand in migration rights.0011."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

HOURS, EXCEPTION = "hrs", "exc"
HoursId = NewType("HoursId", UUID)
ExceptionId = NewType("ExceptionId", UUID)
SlotId = NewType("SlotId", UUID)


class Hours(Model):
    """A rule: on which weekdays (1 Monday) from which minute of the wall clock to which, in slots of a
    length.
    """

    id = fields.UUIDField(primary_key=True)
    resource = fields.UUIDField()
    weekdays: fields.Field[list[int]] = ArrayField("int", default=list)
    from_minute = fields.IntField()
    to_minute = fields.IntField()
    slot_minutes = fields.IntField()
    capacity = fields.IntField()
    session = fields.JSONField[dict[str, str]]()
    starts_on = fields.DateField()
    ends_on = fields.DateField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_hours"
        app = "rights"


class CalendarException(Model):
    """A day that differs: closed (of a place or one resource), or with extra hours of a resource."""

    id = fields.UUIDField(primary_key=True)
    place = fields.UUIDField()
    resource = fields.UUIDField(null=True)
    kind = fields.TextField()
    day = fields.DateField()
    from_minute = fields.IntField(null=True)
    to_minute = fields.IntField(null=True)
    slot_minutes = fields.IntField(null=True)
    capacity = fields.IntField(null=True)
    session = fields.JSONField[dict[str, str]]()
    reason = fields.TextField()
    removed_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_exception"
        app = "rights"


class SlotRow(Model):
    """A slot that was touched; ``beyond``: places above the capacity that a late truth took."""

    id = fields.UUIDField(primary_key=True)
    resource = fields.UUIDField()
    resource_nr = fields.BigIntField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    starts_s = fields.BigIntField()
    ends_s = fields.BigIntField()
    capacity = fields.IntField()
    held = fields.IntField(default=0)
    booked = fields.IntField(default=0)
    blocked = fields.IntField(default=0)
    beyond = fields.IntField(default=0)
    created_at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_slot"
        app = "rights"
        unique_together = (("resource", "starts_at"),)
