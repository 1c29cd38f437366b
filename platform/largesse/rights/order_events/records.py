"""The table of what providers told about orders. Constraints stand in the migration."""

from typing import Any, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

OrderEventId = NewType("OrderEventId", UUID)


class OrderEvent(Model):
    """One event: ``at`` when it happened, ``booked_at`` when we heard of it, ``facts`` what it is about."""

    id = fields.UUIDField(primary_key=True)
    provider_order = fields.UUIDField()
    installation = fields.UUIDField()
    event_id = fields.TextField()
    kind = fields.TextField()
    at = fields.DatetimeField()
    booked_at = fields.DatetimeField()
    late = fields.BooleanField()
    out_of_order = fields.BooleanField()
    facts = fields.JSONField[dict[str, Any]]()

    class Meta:
        """Where the rows are."""

        table = "rights_order_event"
        app = "rights"
        unique_together = (("installation", "event_id"),)
