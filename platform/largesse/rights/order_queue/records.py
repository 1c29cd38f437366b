"""What people noted of an order and the files beside it. Constraints: migrations rights.0019 and 0027."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

OrderNoteId = NewType("OrderNoteId", UUID)
EvidenceId = NewType("EvidenceId", UUID)


class OrderNote(Model):
    """A note, evidence with a ``reference`` to look up, or why staff did an act; only ever added to."""

    id = fields.UUIDField(primary_key=True)
    provider_order = fields.UUIDField()
    kind = fields.TextField()
    words = fields.TextField()
    reference = fields.TextField(default="")
    by_staff = fields.UUIDField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_order_note"
        app = "rights"


class OrderEvidence(Model):
    """A file: ``sha256`` of what it holds, ``file_sha`` of its sealed bytes; empty once they are gone."""

    id = fields.UUIDField(primary_key=True)
    provider_order = fields.UUIDField()
    name = fields.TextField()
    kind = fields.TextField()
    size_bytes = fields.IntField()
    sha256 = fields.TextField()
    file_sha = fields.TextField()
    by_staff = fields.UUIDField()
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_order_evidence"
        app = "rights"
