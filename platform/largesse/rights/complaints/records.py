"""Complaints, and what was said in each; constraints in rights.0013 and 0030: one open of each right."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

COMPLAINT = "cmp"
ComplaintId = NewType("ComplaintId", UUID)


class Complaint(Model):
    """One complaint, its last words and last answer; ``due_at`` is when it must be answered."""

    id = fields.UUIDField(primary_key=True)
    entitlement = fields.UUIDField()
    client = fields.UUIDField()
    provider = fields.UUIDField(null=True)
    org_unit = fields.UUIDField()
    about = fields.TextField()
    words = fields.TextField()
    state = fields.TextField()
    at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    answer = fields.TextField(default="")
    answered_at = fields.DatetimeField(null=True)
    answered_by = fields.UUIDField(null=True)
    reopened = fields.IntField(default=0)
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        """Where the rows are."""

        table = "rights_complaint"
        app = "rights"


class ComplaintTurn(Model):
    """What was said once: by its client, or by ``staff``; never changed, but for the client's erasure."""

    id = fields.UUIDField(primary_key=True)
    complaint = fields.UUIDField()
    staff = fields.UUIDField(null=True)
    words = fields.TextField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_complaint_turn"
        app = "rights"
