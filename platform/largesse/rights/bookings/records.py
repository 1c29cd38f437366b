"""Bookings, who they are for, and what providers are asked about them. Constraints: rights.0011 and 0018."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

BookingId = NewType("BookingId", UUID)
SessionAskId = NewType("SessionAskId", UUID)


class Person(Model):
    """One for whom bookings are made: a client's id; ``nr`` numbers him for ranges, the row is his lock."""

    id = fields.UUIDField(primary_key=True)
    nr = fields.BigIntField(unique=True)

    class Meta:
        """Where the rows are."""

        table = "rights_person"
        app = "rights"


class Booking(Model):
    """A person's place in a slot; ``sequence`` counts up whenever the calendar entry changes.

    ``session`` is the provider's own name of a time in its calendar, where no slot of ours stands for it;
    ``told_at`` the time of what the provider told last about it.
    """

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    service = fields.UUIDField()
    place = fields.UUIDField()
    resource = fields.UUIDField()
    slot = fields.UUIDField(null=True)
    session = nullable(fields.TextField(null=True))
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
    told_at = fields.DatetimeField(null=True)
    reminded_for = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        """Where the rows are."""

        table = "rights_booking"
        app = "rights"


class SessionAsk(Model):
    """One ask; ``request_id`` is its id outside, ``due_at`` when to ask next, ``next`` what was free then."""

    id = fields.UUIDField(primary_key=True)
    booking = fields.UUIDField()
    kind = fields.TextField()
    installation = fields.UUIDField()
    provider_ref = fields.TextField()
    request_id = fields.TextField()
    resource = fields.UUIDField(null=True)
    session = nullable(fields.TextField(null=True))
    starts_at = fields.DatetimeField(null=True)
    ends_at = fields.DatetimeField(null=True)
    units = fields.IntField(default=0)
    why = fields.TextField()
    reason = fields.TextField(default="")
    state = fields.TextField(default="asked")
    code = nullable(fields.TextField(null=True))
    next = fields.JSONField[list[str]](default=list)
    tries = fields.IntField(default=0)
    due_at = fields.DatetimeField(null=True)
    asked_at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_session_ask"
        app = "rights"
        unique_together = (("request_id",),)
