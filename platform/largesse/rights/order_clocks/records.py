"""The table of a clock's turns. Constraints stand in migration rights.0019."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model


class OrderClock(Model):
    """One turn: ``kind`` started, paused, resumed, met, missed or ended; ``cause`` why it was paused."""

    id = fields.UUIDField(primary_key=True)
    provider_order = fields.UUIDField()
    kind = fields.TextField()
    cause = fields.TextField(null=True)
    reason = fields.TextField(default="")
    by_staff: fields.Field[UUID | None] = fields.UUIDField(null=True)
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "rights_order_clock"
        app = "rights"
