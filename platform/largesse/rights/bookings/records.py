"""Bookings and the people they are for, as rows. Constraints stand in migration rights.0011."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

BookingId = NewType("BookingId", UUID)


class Person(Model):
    """One for whom bookings are made: a client's id; ``nr`` numbers him for ranges, the row is his lock."""

    id = fields.UUIDField(primary_key=True)
    nr = fields.BigIntField(unique=True)

    class Meta:
        """Where the rows are."""

        table = "rights_person"
        app = "rights"


class Booking(Model):
    """A person's place in a slot; ``sequence`` counts up whenever the calendar entry changes."""

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    service = fields.UUIDField()
    place = fields.UUIDField()
    resource = fields.UUIDField()
    slot = fields.UUIDField()
    holder = fields.UUIDField()
    person = fields.UUIDField()
    person_nr = fields.BigIntField()
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    starts_s = fields.BigIntField()
    ends_s = fields.BigIntField()
    seat = fields.IntField(null=True)
    state = fields.TextField()
    hold_until = fields.DatetimeField(null=True)
    why = fields.TextField(default="")
    reason = fields.TextField(default="")
    units_used = fields.IntField(default=0)
    sequence = fields.IntField(default=0)
    org_unit = fields.UUIDField()
    made_by = fields.UUIDField()
    made_at = fields.DatetimeField()
    confirmed_at = fields.DatetimeField(null=True)
    arrived_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        """Where the rows are."""

        table = "rights_booking"
        app = "rights"
