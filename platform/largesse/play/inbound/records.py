"""Events that were told, and what each of them started, as rows; constraints in migration play.0006."""

from typing import Any, ClassVar, NewType
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from largesse.store.fields import nullable

INBOUND = "inb"
InboundId = NewType("InboundId", UUID)


class Inbound(Model):
    """An event of a source. ``sealed`` is all that it says, while it is apart; then it is gone.

    ``again``: its id came before with another body. ``hint`` is the masked number of its client.
    """

    id = fields.UUIDField(primary_key=True)
    source = fields.UUIDField()
    told_id = fields.TextField()
    digest = fields.TextField()
    via = fields.TextField()
    name = fields.TextField()
    happened_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField()
    state = fields.TextField()
    reason = fields.TextField(default="")
    what = fields.TextField(default="")
    again = fields.BooleanField(default=False)
    client = fields.UUIDField(null=True)
    hint = fields.TextField(default="")
    props = fields.JSONField[dict[str, Any]](default=dict)
    sealed = nullable(fields.TextField(null=True))
    settled_at = fields.DatetimeField(null=True)
    settled_by = fields.UUIDField(null=True)
    settled_why = fields.TextField(default="")

    class Meta:
        """Where the rows are."""

        table = "play_inbound"
        app = "play"


class Started(Model):
    """A play that an event started, or why it did not; ``outcome`` is a prize's id, or a refusal's code."""

    KEY: ClassVar[tuple[str, ...]] = ("inbound", "activity", "play")

    inbound = fields.UUIDField(primary_key=True)
    activity = fields.UUIDField()
    play = fields.TextField()
    outcome = fields.TextField()
    draw = fields.UUIDField(null=True)
    at = fields.DatetimeField()

    class Meta:
        """Where the rows are."""

        table = "play_started"
        app = "play"
