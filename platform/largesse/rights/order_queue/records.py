"""The table of what people noted of an order. Constraints stand in migration rights.0019."""

from typing import NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

OrderNoteId = NewType("OrderNoteId", UUID)


class OrderNote(Model):
    """A note, or evidence with a ``reference`` that others can look up; only ever added to."""

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
